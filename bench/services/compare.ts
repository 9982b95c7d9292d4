/**
 * Two servers side by side, under the same load at the same time. Requests per second of processor
 * time come from a closed loop, the p99 from a fixed rate far below what either could serve. Both
 * are asked in turn by the same clients, so that a busy machine is busy for both; a server that is
 * slower slows the other's requests down too, which changes neither figure's meaning: the one
 * counts processor time, the other is taken where nobody queues.
 */
import path from "node:path";
import type { Bench } from "../benchmark.ts";
import { median } from "../median.ts";
import { runK6, valueOf } from "../run-k6.ts";
import { processorSeconds } from "./processor.ts";

export interface Side {
  /** The URL that gets the requests. */
  readonly url: string;
  /** Everything that works for them, apart from the store. */
  readonly pids: readonly number[];
}

export interface Compared {
  /** Medians over the rounds of ours / yardstick. */
  readonly requestsPerCore: number;
  readonly p99: number;
  readonly detail: { readonly requestsPerCore: string; readonly p99: string };
}

export type Action = "list" | "create";

interface Round {
  readonly ours: number;
  readonly yardstick: number;
}

const vus = 20;
const pairsPerSecond = 100;
/** Until the compiler has made the best of the code. */
const warmUpSeconds = 3;

export async function compare(bench: Bench, action: Action, ours: Side, yardstick: Side): Promise<Compared> {
  const load = (rate: number, seconds: number) => runBoth(bench, { action, ours, yardstick, rate, seconds });
  const seconds = bench.quick ? 1 : 4;
  if (!bench.quick) await load(0, warmUpSeconds);
  const perCore: Round[] = [];
  const p99Ms: Round[] = [];
  for (let round = 1; round <= (bench.quick ? 1 : 5); round += 1) {
    bench.say(`users_${action}: round ${round}`);
    const before = { ours: processorSeconds(ours.pids), yardstick: processorSeconds(yardstick.pids) };
    const loop = await load(0, seconds);
    perCore.push({
      ours: loop.requests.ours / (processorSeconds(ours.pids) - before.ours),
      yardstick: loop.requests.yardstick / (processorSeconds(yardstick.pids) - before.yardstick),
    });
    p99Ms.push((await load(pairsPerSecond, seconds)).p99Ms);
  }
  return {
    requestsPerCore: ratio(perCore),
    p99: ratio(p99Ms),
    detail: { requestsPerCore: detail(perCore, 0), p99: detail(p99Ms, 1) },
  };
}

interface Load {
  readonly action: Action;
  readonly ours: Side;
  readonly yardstick: Side;
  /** Pairs of requests per second; 0: a closed loop. */
  readonly rate: number;
  readonly seconds: number;
}

let runs = 0;

async function runBoth(bench: Bench, { action, ours, yardstick, rate, seconds }: Load) {
  runs += 1;
  const data = await runK6(bench, path.join(import.meta.dirname, "../k6-scripts/users.js"), {
    BENCH_OURS: ours.url,
    BENCH_YARDSTICK: yardstick.url,
    BENCH_CREATE: action === "create" ? `bench-${process.pid}-${runs}` : "",
    BENCH_RATE: String(rate),
    BENCH_VUS: String(vus),
    BENCH_DURATION: `${seconds}s`,
  });
  const failed = valueOf(data, "http_req_failed", "rate");
  if (failed > 0) throw new Error(`${ours.url}: ${(100 * failed).toFixed(2)} % of the requests failed`);
  const each = (metric: string, value: string): Round => ({
    ours: valueOf(data, `${metric}{side:ours}`, value),
    yardstick: valueOf(data, `${metric}{side:yardstick}`, value),
  });
  return { requests: each("http_reqs", "count"), p99Ms: each("http_req_duration", "p(99)") };
}

function ratio(rounds: readonly Round[]): number {
  return median(rounds.map(({ ours, yardstick }) => ours / yardstick));
}

function detail(rounds: readonly Round[], digits: number): string {
  return rounds
    .map(({ ours, yardstick }) => `${ours.toFixed(digits)}:${yardstick.toFixed(digits)}`)
    .join(", ");
}
