/** What does recording each second cost, k6 and the runner? */
import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileNames } from "../../lib/core/record/names.ts";
import { submetrics } from "../../lib/core/record/submetrics.ts";
import { k6Arguments, k6ProcessEnvironment, type RemoteWrite } from "../../lib/node/generator/k6-command.ts";
import { startRecorder } from "../../lib/node/recorder/recorder.ts";
import type { EndOfTest } from "../../lib/k6/end-of-test.ts";
import type { Bench, Benchmark } from "../benchmark.ts";
import { cpuSecondsOf } from "../k6-cpu.ts";
import { median } from "../median.ts";
import { type OurScript, ourScript } from "../our-script.ts";
import { startTrivialServer } from "../trivial-server/start.ts";
import { valueOf } from "../run-k6.ts";

const RATE_PER_SECOND = 5_000;
/** Of one core, for a receiver in the runner that decodes a push a second. */
const RECORDER_SHARE_AT_MOST = 0.03;

export const recorder: Benchmark = {
  name: "cost of the recorder",
  question:
    "How much more CPU does k6 take for a request when it pushes each second, and the runner to record it?",
  method:
    `The bundled scenario at ${RATE_PER_SECOND} requests/s on the trivial server, without and with the recorder in ` +
    "turn, pair by pair; CPU time of k6's whole life by requests that it sent, the median of the pairs' ratios. " +
    "Counts on both sides must agree.",
  async measure(bench) {
    const server = await startTrivialServer();
    try {
      const durationSeconds = bench.quick ? 1 : 15;
      const load = { ratePerSecond: RATE_PER_SECOND, durationSeconds, vus: 100, checkEveryNthBody: 0 };
      const script = await ourScript(bench, server.address, load);
      const pairs = bench.quick ? 1 : 5;
      const found: Pair[] = [];
      for (let pair = 1; pair <= pairs; pair += 1) {
        bench.say(`pair ${pair} of ${pairs}`);
        const without = await k6Cost(bench, script, null);
        found.push({ without, ...(await recordedCost(bench, script)) });
      }
      return [
        {
          name: "k6 CPU a request, with / without the recorder",
          value: median(found.map(({ without, withRecorder }) => withRecorder / without)),
          unit: "ratio",
          aim: { atLeast: null, atMost: 1.1 },
          detail: `µs ${found.map(({ without, withRecorder }) => `${micro(withRecorder)}:${micro(without)}`).join(", ")}`,
        },
        {
          name: "the recorder's own share of a core",
          value: median(found.map(({ ownShare }) => ownShare)),
          unit: "ratio",
          aim: { atLeast: null, atMost: RECORDER_SHARE_AT_MOST },
          detail: found.map(({ ownShare }) => ownShare.toFixed(4)).join(", "),
        },
      ];
    } finally {
      await server.stop();
    }
  },
};

interface Pair {
  /** CPU seconds a request. */
  readonly without: number;
  readonly withRecorder: number;
  readonly ownShare: number;
}

async function recordedCost(bench: Bench, script: OurScript): Promise<Omit<Pair, "without">> {
  const runFolder = path.join(bench.folder, "recorded");
  await mkdir(runFolder, { recursive: true });
  const running = await startRecorder({ plan: script.plan, runFolder, forward: null });
  const [cpuBefore, startedAtMs] = [process.cpuUsage(), performance.now()];
  const push = { url: running.url, bearerToken: running.token, labels: {} };
  const withRecorder = await k6Cost(bench, script, push, (metric) => running.counts.count(metric));
  const { user, system } = process.cpuUsage(cpuBefore);
  const tookMs = performance.now() - startedAtMs;
  const problems = await running.close();
  if (problems.length > 0) throw new Error(problems.join("; "));
  return { withRecorder, ownShare: (user + system) / 1_000 / tookMs };
}

/** @returns CPU seconds a request */
async function k6Cost(
  bench: Bench,
  { file, plan }: OurScript,
  remoteWrite: RemoteWrite | null,
  recorded?: (metric: string) => number,
): Promise<number> {
  const options = {
    plan,
    runFolder: bench.folder,
    abortEarly: false,
    quiet: true,
    dashboard: false,
    csvFile: null,
  };
  const args = k6Arguments({ ...options, script: file, remoteWrite });
  const cpuSeconds = await cpuSecondsOf(
    bench.k6,
    args,
    k6ProcessEnvironment(process.env, { ...options, remoteWrite }),
  );
  const data = JSON.parse(await readFile(path.join(bench.folder, fileNames.summary), "utf8")) as EndOfTest;
  const requests = valueOf(data, "http_reqs", "count");
  const [endpoint = ""] = plan.executors.flatMap(({ sends }) => sends.map((send) => send.endpoint));
  const counted = recorded?.(submetrics.requests(endpoint, plan.executors[0]?.phase ?? ""));
  if (counted !== undefined && counted !== requests) {
    throw new Error(`the recorder counted ${counted} requests, k6 ${requests}`);
  }
  return cpuSeconds / requests;
}

function micro(seconds: number): string {
  return (seconds * 1e6).toFixed(1);
}
