/** Does a stall of the system show in the latencies as it must? */
import type { Benchmark } from "../benchmark.ts";
import { ourScript } from "../our-script.ts";
import { runK6, valueOf } from "../run-k6.ts";
import { startTrivialServer } from "../trivial-server/start.ts";

const RATE_PER_SECOND = 100;
const QUANTILE = 0.99;
const TOLERANCE = 0.02;
/** More than arrive during the stall: with fewer, iterations would be dropped and the truth lost. */
const VUS = 400;

export const stall: Benchmark = {
  name: "latency under a stall",
  question: "Is the p99 of a run with a known stall what arithmetic says it is?",
  method:
    "One stall of S seconds in T seconds of constant arrivals: a request that arrives s seconds before its end waits " +
    "s, so quantile(q) = S - (1 - q) T. A closed-model tool shows a few milliseconds here.",
  async measure(bench) {
    const durationSeconds = bench.quick ? 4 : 20;
    const stallSeconds = bench.quick ? 0.5 : 2;
    const server = await startTrivialServer();
    try {
      const load = { ratePerSecond: RATE_PER_SECOND, durationSeconds, vus: VUS, checkEveryNthBody: 0 };
      const { file } = await ourScript(bench, server.address, load);
      server.stall((durationSeconds / 4) * 1_000, stallSeconds * 1_000);
      bench.say(`${stallSeconds} s of stall in ${durationSeconds} s`);
      const data = await runK6(bench, file, {});
      const measured = valueOf(data, "http_req_duration", "p(99)") / 1_000;
      const expected = stallSeconds - (1 - QUANTILE) * durationSeconds;
      return [
        {
          name: "measured / true p99",
          value: measured / expected,
          unit: "ratio",
          aim: { atLeast: 1 - TOLERANCE, atMost: 1 + TOLERANCE },
          detail: `${measured.toFixed(3)} s measured, ${expected.toFixed(3)} s true`,
        },
      ];
    } finally {
      await server.stop();
    }
  },
};
