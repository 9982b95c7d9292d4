/** Does the generator send what it was asked to send? */
import type { Bench, Benchmark, Measurement } from "../benchmark.ts";
import { ourScript } from "../our-script.ts";
import { runK6, valueOf } from "../run-k6.ts";
import { startTrivialServer } from "../trivial-server/start.ts";

const RATES_PER_SECOND = [100, 1_000, 3_000];
const CHECK_EVERY_NTH_BODY = 10;

export const achievedRate: Benchmark = {
  name: "achieved rate",
  question: "Which share of the offered requests is sent?",
  method:
    "The sustained scenario at each rate against the trivial server on the same machine, which competes for its " +
    "cores; requests that k6 counted over rate x duration.",
  async measure(bench) {
    const server = await startTrivialServer();
    try {
      const measurements: Measurement[] = [];
      for (const ratePerSecond of RATES_PER_SECOND) {
        measurements.push(await at(ratePerSecond, bench, server.address));
      }
      return measurements;
    } finally {
      await server.stop();
    }
  },
};

async function at(ratePerSecond: number, bench: Bench, address: string): Promise<Measurement> {
  const durationSeconds = bench.quick ? 1 : 15;
  bench.say(`${ratePerSecond}/s for ${durationSeconds} s`);
  const load = { ratePerSecond, durationSeconds, vus: null, checkEveryNthBody: CHECK_EVERY_NTH_BODY };
  const { file } = await ourScript(bench, address, load);
  const data = await runK6(bench, file, {});
  const offered = ratePerSecond * durationSeconds;
  const achieved = valueOf(data, "http_reqs", "count");
  const dropped = valueOf(data, "dropped_iterations", "count");
  return {
    name: `achieved / offered at ${ratePerSecond}/s`,
    value: achieved / offered,
    unit: "ratio",
    aim: { atLeast: 0.999, atMost: null },
    detail: `${achieved} of ${offered} requests, ${dropped} dropped`,
  };
}
