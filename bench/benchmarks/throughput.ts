/**
 * What does our client cost, against a script by hand that sends the same requests: named, with a time
 * limit and our two headers, looked at for status and time? That is the yardstick of the aims. Against
 * bare GETs, which nobody could tell apart afterwards, the figure says what k6 takes for all this and
 * for our client together; it has no aim, because most of the distance is k6's.
 */
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

const NO_AIM = null;

const VARIANTS = [
  { name: "the same requests by hand", byHand: "same-requests.js", checkEveryNthBody: 0, atLeast: 0.97 },
  {
    name: "the same by hand, ours with its share of body checks",
    byHand: "same-requests.js",
    checkEveryNthBody: SHIPPED_CHECK_EVERY_NTH_BODY,
    atLeast: 0.9,
  },
  { name: "bare GETs by hand", byHand: "minimal.js", checkEveryNthBody: 0, atLeast: NO_AIM },
] as const;

export const throughput: Benchmark = {
  name: "maximum throughput",
  question: "How much of k6's own maximum throughput is left under our client?",
  method:
    `${VUS} VUs in a closed loop, the bundled scenario and a script by hand in turn, each pair one after the other ` +
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

/**
 * The bundle unchanged, its executor as a closed loop under the same name and tags. What k6 calls is
 * handed on as a binding of the wrapper's own, as the bundle has it: `export *` would be looked up anew for
 * each iteration.
 */
async function closedLoop({ file, plan }: OurScript): Promise<string> {
  const executor = plan.executors[0];
  if (executor === undefined) throw new Error("the plan has no executor");
  const wrapper = file.replace(/\.js$/, ".closed-loop.js");
  const name = JSON.stringify(executor.name);
  await writeFile(
    wrapper,
    `import * as ours from "./${path.basename(file)}";
export const { iteration, handleSummary } = ours;
export const options = {
  ...ours.options,
  scenarios: {
    ${name}: {
      executor: "constant-vus", vus: Number(__ENV.BENCH_VUS), duration: __ENV.BENCH_DURATION,
      exec: "iteration", tags: ours.options.scenarios?.[${name}].tags,
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
