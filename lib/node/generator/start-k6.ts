/**
 * Runs k6 on a bundled scenario and watches it: its CPU, its log, a row for each request. Says how
 * it ended; what was counted is in its end-of-test data (end-of-test.ts).
 */
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { LoadPlan } from "../../core/plan/plan.ts";
import { fileNames } from "../../core/record/names.ts";
import type { GeneratorHealth } from "../../core/record/record.ts";
import type { Ledger } from "../process/ledger.ts";
import { type Program, startProgram } from "../process/program.ts";
import { type Clocks, type ClockStep, stepInWords, watchClock } from "./clock-watch.ts";
import { type CpuWatch, watchCpu } from "./cpu-watch.ts";
import { generatorHealth } from "./generator-health.ts";
import { k6Arguments, k6ProcessEnvironment, type RemoteWrite } from "./k6-command.ts";
import { type LogCounts, sortLog } from "./k6-log.ts";
import { recordRows, type RowRecorder } from "./row-recorder.ts";

export interface StartK6Options {
  /** Path of the program. */
  readonly k6: string;
  readonly script: string;
  readonly plan: LoadPlan;
  /** Exists, and gets k6's log, its end-of-test data and the rows. */
  readonly runFolder: string;
  readonly requestRows: boolean;
  readonly abortEarly: boolean;
  readonly quiet: boolean;
  readonly dashboard: boolean;
  /** Who records the run; null for nobody. */
  readonly remoteWrite: RemoteWrite | null;
  readonly ledger: Ledger;
  /** Processors that k6 is kept to (process/pinning.ts); all of them where nothing is said. */
  readonly cores?: readonly number[] | null;
  /** Those of the machine where nothing is said. */
  readonly clocks?: Clocks;
  readonly env?: NodeJS.ProcessEnv;
  /** Credentials and the like, over `env`; whatever is in here reaches the k6 process and nothing else. */
  readonly extraEnvironment?: NodeJS.ProcessEnv;
}

export interface K6Run {
  readonly pid: number;
  /** Asks k6 to end and to keep its results; asked again, it does nothing (k6 would end at once). */
  interrupt(): void;
  killNow(): void;
  /** How busy it has been by now. */
  health(): GeneratorHealth;
  /** Never rejects. */
  readonly ended: Promise<K6Outcome>;
}

export interface K6Outcome {
  /** k6's own, see k6-exit-codes.ts; null when a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly health: GeneratorHealth;
  /** Rows that were written; null when none were wanted. */
  readonly requestRows: number | null;
  /** What could not be written to the run's folder, in words: the machine's fault. */
  readonly problems: string[];
  /** What a reader should know that is nobody's fault. */
  readonly notes: string[];
  readonly logCounts: LogCounts;
  readonly clockSteps: readonly ClockStep[];
}

/** For k6 to end its iterations and write its data when the runner has gone. */
const ORPHAN_GRACE_MS = 10_000;

/** @throws ProcessError when k6 can't be started */
export async function startK6(options: StartK6Options): Promise<K6Run> {
  const { plan, runFolder, requestRows, ledger, env = process.env } = options;
  const canRecord = requestRows && process.platform !== "win32";
  const recorder = canRecord ? await recordRows(plan, join(runFolder, fileNames.requests), ledger) : null;
  const command = { ...options, csvFile: recorder?.csvFile ?? null };
  try {
    const program = await startProgram({
      name: "k6",
      command: options.k6,
      args: k6Arguments(command),
      env: { ...k6ProcessEnvironment(env, command), ...options.extraEnvironment },
      output: "stderr",
      graceMs: ORPHAN_GRACE_MS,
      cores: options.cores ?? null,
      ledger,
    });
    return runOf(program, recorder, options);
  } catch (error) {
    await recorder?.finish();
    throw error;
  }
}

function runOf(program: Program, recorder: RowRecorder | null, options: StartK6Options): K6Run {
  const watch = watchCpu(program.pid);
  let wasTold = false;
  return {
    pid: program.pid,
    interrupt: () => {
      if (!wasTold) program.signal("SIGINT");
      wasTold = true;
    },
    killNow: () => program.killNow(),
    health: () => generatorHealth(watch.readings, coresOf(options)),
    ended: outcomeOf(program, watch, recorder, options),
  };
}

async function outcomeOf(
  program: Program,
  watch: CpuWatch,
  recorder: RowRecorder | null,
  options: StartK6Options,
): Promise<K6Outcome> {
  const { runFolder, requestRows, clocks } = options;
  const clock = watchClock(clocks);
  const { code, signal } = await program.exited;
  watch.stop();
  const clockSteps = clock.stop();
  const health = generatorHealth(watch.readings, coresOf(options));
  const recorded = (await recorder?.finish()) ?? null;
  const log = await sortLog(runFolder);
  const hasNoPipe = requestRows && recorded === null;
  return {
    exitCode: code,
    signal,
    health,
    requestRows: recorded?.rows ?? null,
    problems: [recorded?.problem, log.problem].filter((problem) => typeof problem === "string"),
    notes: [
      ...(hasNoPipe ? ["no rows of requests: Windows has no named pipes"] : []),
      ...clockSteps.map(stepInWords),
    ],
    logCounts: log.counts,
    clockSteps,
  };
}

/** What k6 can be busy on at most. */
function coresOf({ cores = null }: StartK6Options): number {
  return cores?.length ?? availableParallelism();
}
