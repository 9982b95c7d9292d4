/** What a real Prometheus with known samples is asked about the resources of a target. */
import { expect } from "chai";
import { execa } from "execa";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { askResources } from "../../../lib/app/run/ask-resources.ts";
import { prometheusWatch } from "../../../lib/app/run/prometheus-watch.ts";
import type { ResourceSample } from "../../../lib/core/record/resource.ts";
import { fileNames } from "../../../lib/core/record/names.ts";
import { installRoot } from "../../../lib/node/process/install-root.ts";
import { loadProject } from "../../../lib/node/project/load-project.ts";
import { readTarget } from "../../../lib/node/project/read-target.ts";
import { startResourceSampler } from "../../../lib/node/resources/resource-sampler.ts";
import { prometheusForTests, type RealPrometheus } from "../../support/real-prometheus.ts";
import { skipBecause } from "../../support/skip.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { questions } from "./support/resource-questions.ts";

const folder = temporaryFolder();
const SCRAPE_SECONDS = 15;
/** On the grid of the scrapes, an hour ago: within what a Prometheus keeps. */
const startSeconds = (Math.floor(Date.now() / 1000 / SCRAPE_SECONDS) - 240) * SCRAPE_SECONDS;
const startMs = startSeconds * 1000;
const span = { startMs, endMs: startMs + 60_000, stepMs: SCRAPE_SECONDS * 1000 };

interface Known {
  readonly series: string;
  /** At the n-th scrape of the run; it is told from two minutes before on, and null is no sample. */
  readonly value: (scrape: number) => number | null;
}

/** Blocks of samples as promtool makes them, for a Prometheus that starts with them. */
async function writeSamples(into: string, known: readonly Known[]): Promise<void> {
  const scrapes = Array.from({ length: 17 }, (_, index) => index - 8);
  const lines = known.flatMap(({ series, value }) =>
    scrapes.flatMap((scrape) => {
      const told = value(scrape);
      return told === null ? [] : [`${series} ${told} ${startSeconds + scrape * SCRAPE_SECONDS}`];
    }),
  );
  const file = folder("samples.txt");
  writeFileSync(file, `${lines.join("\n")}\n# EOF\n`);
  await execa("promtool", ["tsdb", "create-blocks-from", "openmetrics", file, into]);
}

describe("the resources that a real Prometheus knows of", function () {
  this.timeout(60_000);
  let server: RealPrometheus;
  const address = () => ({ url: server.url, auth: { kind: "none" } as const, authorities: null });

  const startWith = async (context: Mocha.Context, known: readonly Known[]) => {
    const promtool = await execa("promtool", ["--version"], { reject: false });
    if (promtool.exitCode !== 0) skipBecause(context, "no promtool on the PATH");
    server = await prometheusForTests(context, folder("prometheus"));
    mkdirSync(folder("prometheus", "data"), { recursive: true });
    await writeSamples(folder("prometheus", "data"), known);
    await server.start();
  };

  afterEach("end it", async () => {
    await (server as RealPrometheus | undefined)?.stop();
  });

  const memory: Known = { series: 'rss_bytes{pod="a"}', value: (scrape) => 1000 + scrape };

  it("are the figures at each moment of the run, rates as Prometheus makes them", async function () {
    await startWith(this, [
      memory,
      { series: 'cpu_seconds_total{pod="a"}', value: (scrape) => 100 + 7.5 * scrape },
    ]);
    const shop = questions({
      residentBytes: 'rss_bytes{pod="a"}',
      cpuCores: 'rate(cpu_seconds_total{pod="a"}[1m])',
    });
    const { samples, notes } = await askResources({ address: address(), bySubject: { shop } }, span);
    expect(notes).to.deep.equal([]);
    expect(samples.map(({ atMs }) => atMs - startMs)).to.deep.equal([0, 15_000, 30_000, 45_000, 60_000]);
    expect(samples.map(({ residentBytes }) => residentBytes)).to.deep.equal([1000, 1001, 1002, 1003, 1004]);
    // 7.5 s of CPU in each 15 s.
    for (const { cpuCores } of samples) expect(cpuCores).to.be.closeTo(0.5, 1e-9);
    expect(samples[0]).to.include({ subject: "shop", source: "prometheus", connections: null });
  });

  it("are none where it has several series, no series, or can't read the question, and the rest is taken", async function () {
    await startWith(this, [memory, { series: 'rss_bytes{pod="b"}', value: () => 5 }]);
    const bySubject = {
      all: questions({ residentBytes: "rss_bytes" }),
      none: questions({ residentBytes: 'rss_bytes{pod="c"}' }),
      wrong: questions({ residentBytes: "sum(rss_bytes" }),
      sum: questions({ residentBytes: "sum(rss_bytes)", cpuCores: "0 * sum(rss_bytes) / 0" }),
    };
    const { samples, notes } = await askResources({ address: address(), bySubject }, span);
    expect(samples.map(({ subject, residentBytes }) => [subject, residentBytes])).to.deep.equal(
      [1005, 1006, 1007, 1008, 1009].map((bytes) => ["sum", bytes]),
    );
    expect(notes).to.have.lengthOf(4);
    expect(notes[0]).to.match(/^wrong, residentBytes: not sampled: .*got 400: .*parse error/);
    expect(notes[1]).to.match(/^all, residentBytes: Prometheus answered with 2 series/);
    expect(notes[2]).to.match(/^none, residentBytes: Prometheus has no such series of the run/);
    expect(notes[3]).to.match(/^sum, cpuCores: 5 of 5 values .* 5 of them were no amount \(NaN/);
  });

  it("are asked for by targets/compose.yaml with the labels that the services have", async function () {
    const scraped = (service: string, job: string) => {
      const labels = `job="${job}",instance="${service}:9090",service="${service}"`;
      return [
        { series: `process_cpu_seconds_total{${labels}}`, value: (scrape: number) => 10 + scrape },
        { series: `process_resident_memory_bytes{${labels}}`, value: () => 1e8 },
        { series: `nodejs_eventloop_lag_mean_seconds{${labels}}`, value: () => 0.011 },
        ...(service === "api"
          ? []
          : [{ series: `database_connections_active{database_type="d",${labels}}`, value: () => 4 }]),
      ];
    };
    const exporter = 'job="postgres-exporter",instance="postgres-exporter:9187"';
    await startWith(this, [
      ...scraped("api", "microservices-api"),
      ...scraped("postgres", "microservices-data-services"),
      ...scraped("mongo", "microservices-data-services"),
      { series: `process_resident_memory_bytes{${exporter}}`, value: () => 1 },
    ]);
    const { prometheus } = await readTarget(await loadProject(installRoot()), "compose");
    const bySubject = prometheus?.resources ?? {};
    const { samples, notes } = await askResources({ address: address(), bySubject }, span);
    expect(notes).to.deep.equal([]);
    const first = samples.filter(({ atMs }) => atMs === startMs);
    expect(first.map(({ subject, connections }) => [subject, connections])).to.deep.equal([
      ["api_service", null],
      ["db_postgres_service", 4],
      ["db_mongo_service", 4],
    ]);
    for (const { cpuCores, residentBytes, eventLoopLagSeconds } of first) {
      expect(cpuCores).to.be.closeTo(1 / 15, 1e-9);
      expect({ residentBytes, eventLoopLagSeconds }).to.deep.equal({
        residentBytes: 1e8,
        eventLoopLagSeconds: 0.011,
      });
    }
  });

  it("are in the run's resources.ndjson, each once, and after a cool-down what came since", async function () {
    await startWith(this, [memory]);
    mkdirSync(folder("run"));
    const sampler = startResourceSampler({
      runFolder: folder("run"),
      subjects: [],
      intervalMs: 1000,
      nowMs: Date.now,
      dockerHost: null,
    });
    const said: string[] = [];
    const watch = prometheusWatch({
      toAsk: { address: address(), bySubject: { shop: questions({ residentBytes: 'rss_bytes{pod="a"}' }) } },
      startMs,
      intervalMs: 1000,
      take: (samples) => sampler.take(samples),
      say: (line) => void said.push(line),
    });
    expect(await watch.fetchUntil(startMs + 31_000)).to.deep.equal([]);
    expect(rowsIn(folder("run")).map(({ residentBytes }) => residentBytes)).to.deep.equal([1000, 1001, 1002]);
    expect(await watch.fetchUntil(startMs + 60_000)).to.deep.equal([]);
    expect((await sampler.stop()).samples).to.equal(5);
    expect(rowsIn(folder("run")).map(({ residentBytes }) => residentBytes)).to.deep.equal([
      1000, 1001, 1002, 1003, 1004,
    ]);
    expect(said[0]).to.equal(`asking Prometheus at ${server.url} about the target's resources`);
  });
});

function rowsIn(run: string): ResourceSample[] {
  const text = readFileSync(`${run}/${fileNames.resources}`, "utf8");
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as ResourceSample);
}
