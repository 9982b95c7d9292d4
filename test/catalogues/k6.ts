/**
 * What k6 pushes of a run of ours, as a Prometheus received it: the run has everything that a run can
 * have (errors, slow answers, wrong bodies, exceptions, dropped iterations).
 */
import { bundleScenario } from "../../lib/node/generator/bundle-scenario.ts";
import { cacheFolder } from "../../lib/node/process/folders.ts";
import { resolveTool } from "../../lib/node/tools/resolve-tool.ts";
import { json, startShop } from "../integration/generator/shop-server.ts";
import { atRate, shortPlan, writeShop } from "../integration/generator/shop.ts";
import type { StorePlace } from "../stores/store-place.ts";
import { anExecutor, aLatencyObjective, anObjective } from "../unit/core/given.ts";
import type { Catalogue, ExportedMetric } from "./catalogue.ts";
import { startOwnPrometheus } from "./own-prometheus.ts";
import { pushingK6 } from "./pushing-k6.ts";
import { join } from "node:path";

const testId = "catalogue";
/** Of the script's exceptions and bodies. */
const behaviour = `{
  items_list: {
    request: ({ iteration }) => { if (iteration === 7) throw new Error("seven"); return {}; },
    checkBody: () => "wrong",
  },
}`;

export async function k6Catalogue(place: StorePlace): Promise<Catalogue> {
  const say = (line: string) => void process.stderr.write(`    ${line}\n`);
  const k6 = await resolveTool("k6", { env: process.env, cacheFolder: cacheFolder(process.env), say });
  const prometheus = await startOwnPrometheus(place, { scrapes: {}, rules: null });
  if (typeof prometheus === "string") throw new Error(prometheus);
  const shop = await startShop((_request, response, number) => {
    const status = number % 5 === 0 ? 500 : 200;
    setTimeout(() => json(response, status, {}), 100);
  });
  try {
    const folder = place.folder("k6");
    const plan = shortPlan(shop.url, {
      executors: [
        anExecutor({ shape: atRate(50, 4), preAllocatedVUs: 2, maxVUs: 2, gracefulStopSeconds: 2 }),
      ],
      objectives: [anObjective(), aLatencyObjective({ bad: { kind: "slowerThan", limitSeconds: 0.05 } })],
    });
    const script = join(folder, "script.js");
    await bundleScenario({
      project: writeShop(join(folder, "shop"), behaviour),
      plan,
      cacheFolder: join(folder, "cache"),
      copies: [script],
    });
    await pushingK6({ k6: k6.path, script, prometheusUrl: prometheus.url, testId });
    const series = await prometheus.api("series", { "match[]": `{testid="${testId}"}` });
    return {
      job: "k6",
      source: `k6 v${k6.version} with native histograms, a run of test/catalogues/k6.ts`,
      metrics: metricsOf(series),
    };
  } finally {
    await shop.close();
  }
}

function metricsOf(series: unknown): ExportedMetric[] {
  const labels = new Map<string, Set<string>>();
  for (const { __name__: name = "", ...own } of series as readonly Record<string, string>[]) {
    const known = labels.get(name) ?? new Set();
    for (const label of Object.keys(own)) known.add(label);
    labels.set(name, known);
  }
  return [...labels].map(([name, known]) => ({ name, type: typeOf(name), labels: [...known].sort() }));
}

/** k6's naming, which is all that remote write carries. */
function typeOf(name: string): string {
  if (name.endsWith("_total")) return "counter";
  return name.endsWith("_seconds") ? "histogram" : "gauge";
}
