/** What does our client cost, against the least that a person would write by hand? */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Bench, Benchmark, Measurement } from "../benchmark.ts";
import { median } from "../median.ts";
import { type OurScript, ourScript } from "../our-script.ts";
import { runK6, valueOf } from "../run-k6.ts";
import { startTrivialServer } from "../trivial-server/start.ts";
import { sustained } from "../../scenarios/plans/sustained.ts";

const VUS = 50;
/** Only names the executor; the closed loop below goes as fast as it can. */
const NOMINAL_RATE_PER_SECOND = 100;
const SHIPPED_CHECK_EVERY_NTH_BODY = sustained.defaults.checkEveryNthBody;

const VARIANTS = [
  { name: "by hand, without body checks", byHand: "minimal.js", checkEveryNthBody: 0, atLeast: 0.97 },
  {
    name: "by hand, with the shipped share of body checks",
    byHand: "minimal.js",
    checkEveryNthBody: SHIPPED_CHECK_EVERY_NTH_BODY,
    atLeast: 0.9,
  },
  // What k6 itself takes for tags and headers is not ours: this is what our client adds to them.
  { name: "by hand with tags and headers", byHand: "tagged.js", checkEveryNthBody: 0, atLeast: 0.9 },
] as const;

export const throughput: Benchmark = {
  name: "maximum throughput",
  question: "How much of k6's own maximum throughput is left under our client?",
  method:
    `${VUS} VUs in a closed loop, the bundled scenario and a minimal script in turn, each pair one after the other ` +
    "on the same trivial server; the median of the pairs' ratios. The server competes for the cores, alike for both.",
  async measure(bench) {
    const server = await startTrivialServer();
    try {
      const measurements: Measurement[] = [];
      for (const variant of VARIANTS) measurements.push(await compare(variant, bench, server.address));
      return measurements;
    } finally {
      await server.stop();
    }
  },
};

async function compare(
  variant: (typeof VARIANTS)[number],
  bench: Bench,
  address: string,
): Promise<Measurement> {
  const load = {
    ratePerSecond: NOMINAL_RATE_PER_SECOND,
    durationSeconds: 1,
    vus: VUS,
    checkEveryNthBody: variant.checkEveryNthBody,
  };
  const ours = await closedLoop(await ourScript(bench, address, load));
  const byHand = path.join(import.meta.dirname, "../k6-scripts", variant.byHand);
  const environment = {
    BENCH_URL: `${address}/api/v1/users`,
    BENCH_VUS: String(VUS),
    BENCH_DURATION: bench.quick ? "1s" : "8s",
  };

  const pairs = bench.quick ? 1 : 5;
  const ratios: number[] = [];
  const rates: string[] = [];
  for (let pair = 1; pair <= pairs; pair += 1) {
    bench.say(`${variant.name}: pair ${pair} of ${pairs}`);
    const yardstick = await requestsPerSecond(bench, byHand, environment);
    const bundled = await requestsPerSecond(bench, ours, environment);
    ratios.push(bundled / yardstick);
    rates.push(`${bundled.toFixed(0)}:${yardstick.toFixed(0)}`);
  }
  return {
    name: `bundled / ${variant.name}`,
    value: median(ratios),
    unit: "ratio",
    aim: { atLeast: variant.atLeast, atMost: null },
    detail: `requests/s ${rates.join(", ")}`,
  };
}

/** The bundle unchanged, its executor as a closed loop under the same name and tags. */
async function closedLoop({ file, plan }: OurScript): Promise<string> {
  const executor = plan.executors[0];
  if (executor === undefined) throw new Error("the plan has no executor");
  const wrapper = file.replace(/\.js$/, ".closed-loop.js");
  await writeFile(
    wrapper,
    `import { options as planned } from "./${path.basename(file)}";
export * from "./${path.basename(file)}";
export const options = {
  ...planned,
  scenarios: {
    ${JSON.stringify(executor.name)}: {
      executor: "constant-vus", vus: Number(__ENV.BENCH_VUS), duration: __ENV.BENCH_DURATION,
      exec: "iteration", tags: planned.scenarios?.[${JSON.stringify(executor.name)}].tags,
    },
  },
};
`,
  );
  return wrapper;
}

async function requestsPerSecond(
  bench: Bench,
  script: string,
  environment: Readonly<Record<string, string>>,
): Promise<number> {
  return valueOf(await runK6(bench, script, environment), "http_reqs", "rate");
}
