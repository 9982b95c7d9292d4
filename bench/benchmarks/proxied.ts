/** What does a request pay for passing through Toxiproxy, as all do while a system can have faults? */
import path from "node:path";
import { cacheFolder, stateFolder } from "../../lib/node/process/folders.ts";
import { openLedger } from "../../lib/node/process/ledger.ts";
import { inheritedEnvironment } from "../../lib/node/stack/inherited-environment.ts";
import { startToxiproxy } from "../../lib/node/stack/toxiproxy.ts";
import { UndoList } from "../../lib/node/stack/undo-list.ts";
import { resolveTool } from "../../lib/node/tools/resolve-tool.ts";
import type { Bench, Benchmark, Measurement } from "../benchmark.ts";
import { median } from "../median.ts";
import { runK6, valueOf } from "../run-k6.ts";
import { startTrivialServer } from "../trivial-server/start.ts";

const PAIRS_PER_SECOND = 100;
const VUS = 20;
/** Two more hops through the kernel and a copy, on a request that costs hardly more than that itself. */
const MOST_TIMES_DIRECT = 3;

interface Round {
  readonly proxied: number;
  readonly direct: number;
}

export const proxied: Benchmark = {
  name: "cost of Toxiproxy",
  question: "How much longer does a request take that passes through Toxiproxy without a toxic?",
  method:
    "The trivial server, asked directly and through a proxy in turn by the same users, at a rate at which nobody queues; " +
    "the median of the rounds' ratios. Of a service that works for its answer a request takes longer, and the proxy's share " +
    "is smaller.",
  async measure(bench) {
    const server = await startTrivialServer();
    try {
      return await throughProxy(bench, server.address, (url) => measure(bench, url, server.address));
    } finally {
      await server.stop();
    }
  },
};

async function throughProxy<T>(bench: Bench, url: string, work: (proxy: string) => Promise<T>): Promise<T> {
  const ledger = openLedger(stateFolder(process.env));
  const undo = new UndoList();
  const { env } = process;
  try {
    const binary = await resolveTool("toxiproxy", {
      env,
      cacheFolder: cacheFolder(env),
      say: (line) => bench.say(line),
    });
    const surroundings = { logFolder: bench.folder, ledger, cores: null };
    const toxiproxy = await startToxiproxy(binary.path, inheritedEnvironment(env), surroundings, undo);
    return await work(`http://${await toxiproxy.add("trivial-server", new URL(url).host)}`);
  } finally {
    await undo.run();
    ledger.close();
  }
}

async function measure(bench: Bench, proxiedUrl: string, directUrl: string): Promise<Measurement[]> {
  const medians: Round[] = [];
  const p99s: Round[] = [];
  for (let round = 1; round <= (bench.quick ? 1 : 5); round += 1) {
    bench.say(`round ${round}`);
    const data = await runK6(bench, path.join(import.meta.dirname, "../k6-scripts/users.js"), {
      BENCH_OURS: proxiedUrl,
      BENCH_YARDSTICK: directUrl,
      BENCH_CREATE: "",
      BENCH_RATE: String(PAIRS_PER_SECOND),
      BENCH_VUS: String(VUS),
      BENCH_DURATION: bench.quick ? "1s" : "5s",
    });
    const of = (value: string): Round => ({
      proxied: valueOf(data, "http_req_duration{side:ours}", value),
      direct: valueOf(data, "http_req_duration{side:yardstick}", value),
    });
    medians.push(of("med"));
    p99s.push(of("p(99)"));
  }
  return [measurement("median", medians), measurement("p99", p99s)];
}

function measurement(what: string, rounds: readonly Round[]): Measurement {
  return {
    name: `through Toxiproxy / direct: ${what}`,
    value: median(rounds.map(({ proxied, direct }) => proxied / direct)),
    unit: "ratio",
    aim: { atLeast: null, atMost: MOST_TIMES_DIRECT },
    detail: `ms ${rounds.map(({ proxied, direct }) => `${proxied.toFixed(2)}:${direct.toFixed(2)}`).join(", ")}`,
  };
}
