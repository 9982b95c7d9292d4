/**
 * Do the dashboards show something? The real services, two real runs of k6 and a Prometheus that
 * has both; every query is asked as Grafana would ask it. Grafana itself is not here.
 */
import { join } from "node:path";
import { expect } from "chai";
import { dashboards } from "../../lib/core/dashboards/dashboards.ts";
import { bundleScenario } from "../../lib/node/generator/bundle-scenario.ts";
import { installRoot } from "../../lib/node/process/install-root.ts";
import { loadProject } from "../../lib/node/project/load-project.ts";
import { saturationPoints } from "../../lib/core/rules/infrastructure/infrastructure.ts";
import { system } from "../../system/index.ts";
import { objectives } from "../../thresholds/index.ts";
import { type OwnPrometheus, startOwnPrometheus } from "../catalogues/own-prometheus.ts";
import { type OwnServices, startOwnServices } from "../catalogues/own-services.ts";
import { pushingK6 } from "../catalogues/pushing-k6.ts";
import { type Dashboard, filledIn, type FoundQuery, queriesOf } from "../dashboards/grafana-queries.ts";
import { namesIn } from "../dashboards/promql-names.ts";
import { quickRecordings } from "../dashboards/recorded-rules.ts";
import { askUntil } from "../heavy/support/ask-until.ts";
import { k6ForTests } from "../integration/generator/k6-for-tests.ts";
import { atRate } from "../integration/generator/shop.ts";
import { type StorePlace, storePlace } from "../stores/store-place.ts";
import { builtProgramHost } from "../support/built-daemons.ts";
import { skipBecause } from "../support/skip.ts";
import { anExecutor } from "../unit/core/given.ts";
import { aPlan } from "../unit/k6/given.ts";

const mayTakeMs = 180_000;
const stepMs = 5_000;
const [earlier, later] = ["20260102T030405Z-earlier-bcdfgh", "20260102T040506Z-later-bcdfgh"];
const all = dashboards({ objectives, system, saturationPoints }).map(
  ({ json }) => JSON.parse(json) as Dashboard,
);

interface Series {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [number, string];
}

describe("the dashboards on a running system", () => {
  let place: StorePlace;
  let services: OwnServices | undefined;
  let prometheus: OwnPrometheus;
  let values: Record<string, string> = {};

  before("two runs", async function () {
    const k6 = await k6ForTests(this);
    this.timeout(mayTakeMs);
    await builtProgramHost();
    place = storePlace();
    services = await startOwnServices(place);
    const started = await startOwnPrometheus(place, {
      scrapes: services.pages,
      rules: quickRecordings(),
    });
    if (typeof started === "string") return skipBecause(this, started);
    prometheus = started;
    const script = await bundled(place.folder("k6"), services.addresses);
    await pushingK6({ k6, script, prometheusUrl: prometheus.url, testId: earlier });
    // Users are there too: their budget is told apart from what tests send.
    for (const { service, path } of system.endpoints.filter(
      ({ method, path: of }) => method === "GET" && !of.includes(":"),
    )) {
      await fetch(`${services.addresses[service as keyof OwnServices["addresses"]]}${path}`);
    }
    await pushingK6({ k6, script, prometheusUrl: prometheus.url, testId: later });
    values = {
      ...{ __rate_interval: "20s", __range: "10m", traffic: ".*", slo: ".+" },
      ...{ testid: later, baseline: earlier, baseline_offset: "0" },
    };
    // A run is found at the first full step after its first sample.
    values["baseline_offset"] = await askUntil(offset, (found) => found !== "", 2 * stepMs);
  });

  after(async () => {
    await services?.close();
    await (place as StorePlace | undefined)?.remove();
  });

  async function ask(expr: string): Promise<readonly Series[]> {
    const { resultType, result } = (await prometheus.api("query", { query: filledIn(expr, values) })) as {
      resultType: string;
      result: readonly Series[];
    };
    expect(resultType).to.equal("vector");
    return result;
  }

  const variable = (name: string) =>
    all.flatMap(({ templating }) => templating.list).find((one) => one.name === name) as unknown as {
      query: string;
      regex: string;
    };

  /** As Grafana reads the result of a query_result variable: `{labels} value time`, and the regular expression on it. */
  async function choices(name: string): Promise<string[]> {
    const { query, regex } = variable(name);
    const expr = /^query_result\((.+)\)$/.exec(query)?.[1] ?? "";
    const pattern = new RegExp(regex.slice(1, -1));
    const lines = (await ask(expr)).map(({ metric, value: [time, value] }) => {
      const labels = Object.entries(metric).map(([label, text]) => `${label}="${text}"`);
      return `{${labels.join(",")}} ${value} ${time * 1000}`;
    });
    return lines.flatMap((line) => pattern.exec(line)?.[1] ?? []);
  }
  const offset = async () => (await choices("baseline_offset"))[0] ?? "";

  it("offer the runs that Prometheus knows, and move the earlier one to the later one's start", async () => {
    expect(await choices("testid")).to.have.members([earlier, later]);
    const start = async (id: string) => {
      const [first] = await ask(`min(min_over_time(timestamp(k6_vus{testid="${id}"})[5m:1s]))`);
      return Number(first?.value[1]);
    };
    const apart = (await start(later)) - (await start(earlier));
    expect(Number(values["baseline_offset"])).to.be.within(apart - 5, apart + 5);
    expect(apart).to.be.above(5);
  });

  for (const dashboard of all) {
    it(`ask nothing that Prometheus refuses, and get an answer where it has the metrics: ${dashboard.title}`, async function () {
      this.timeout(mayTakeMs);
      const there = new Set((await prometheus.api("label/__name__/values", {})) as string[]);
      const silent: string[] = [];
      let answered = 0;
      for (const query of queriesOf(dashboard)) {
        const result = await ask(asked(query));
        const { metrics } = namesIn(filledIn(query.expr, values));
        if (result.length > 0) answered += 1;
        else if (metrics.every(({ name }) => there.has(name))) silent.push(whatIsSilent(query));
      }
      expect(silent.filter((one) => !mayBeSilent.some((pattern) => pattern.test(one)))).to.deep.equal([]);
      expect(answered).to.be.above(0);
    });
  }

  it("count in the run's figures what k6 sent in that run alone", async () => {
    const [requests] = await ask(queryOf("Load test / Requests A"));
    expect(Number(requests?.value[1])).to.be.within(5 * sentPerSecond * 0.9, 5 * sentPerSecond * 1.1);
  });

  it("say for every objective of what was sent how many were good", async () => {
    const rows = await ask(queryOf("Load test / Objectives B"));
    const sent = objectives.filter(({ endpoint }) => endpoint in sends);
    expect(rows.map(({ metric }) => metric["objective"])).to.have.members(sent.map(({ id }) => id));
    for (const { value } of rows) expect(Number(value[1])).to.be.within(0, 1);
  });

  const queryOf = (where: string) =>
    all.flatMap(queriesOf).find((query) => query.where === where)?.expr ?? expect.fail(where);
});

const sends: Readonly<Record<string, number>> = {
  users_list: 1,
  users_get: 1,
  users_create: 1,
  tasks_list: 1,
  tasks_get: 1,
  tasks_create: 1,
  api_health: 1,
  postgres_health: 1,
  postgres_users: 1,
  mongo_health: 1,
  mongo_tasks: 1,
};
const iterationsPerSecond = 4;
const sentPerSecond = iterationsPerSecond * Object.keys(sends).length;

async function bundled(folder: string, addresses: Readonly<Record<string, string>>): Promise<string> {
  const script = join(folder, "script.js");
  const plan = aPlan({
    scenario: "sustained",
    executors: [
      anExecutor({
        shape: atRate(iterationsPerSecond, 5),
        sends: Object.entries(sends).map(([endpoint, requestsPerIteration]) => ({
          endpoint,
          requestsPerIteration,
        })),
      }),
    ],
    objectives,
    addresses,
  });
  const project = await loadProject(installRoot());
  await bundleScenario({ project, plan, cacheFolder: join(folder, "cache"), copies: [script] });
  return script;
}

/** An annotation is asked over the whole span that is shown. */
function asked({ kind, expr }: FoundQuery): string {
  return kind === "annotation" ? `max_over_time((${expr})[$__range:5s])` : expr;
}

function whatIsSilent({ where, expr }: FoundQuery): string {
  return `${where}: ${expr}`;
}

/** Nothing of the kind happened, or there is no such store: the embedded system has neither Redis nor MongoDB. */
const mayBeSilent: readonly RegExp[] = [
  /users_delete|tasks_delete/, // sent within journeys alone
  /expected_response="false"/,
];
