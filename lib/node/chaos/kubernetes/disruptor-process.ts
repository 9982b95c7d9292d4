/**
 * The second k6, running: with a kubeconfig of its own, which goes with it, and kept so that it is told
 * to end when the controller is gone.
 */
import { closeSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DisruptorRun } from "../../../core/experiment/disruptor-run.ts";
import { type Ledger, openLedger } from "../../process/ledger.ts";
import { type Program, startProgram } from "../../process/program.ts";
import {
  disruptorArguments,
  disruptorEnvironment,
  type DisruptorOutput,
  readDisruptorOutput,
} from "./disruptor-command.ts";
import { handedKubeconfig } from "./handed-kubeconfig.ts";

export interface DisruptorProcess {
  /** As far as it has come. */
  output(): DisruptorOutput;
  /** How it ended, in words; null while it runs. */
  ended(): string | null;
  /** Why the injection failed before anybody asked it to end; null where it did not. */
  failure(): string | null;
  /** Asks it to end, then ends it; resolves when it is gone. A second call joins the first. */
  stop(): Promise<void>;
}

export interface DisruptorProcessOptions {
  /** Path of k6 with the disruptor. */
  readonly program: string;
  readonly script: string;
  readonly run: DisruptorRun;
  /** The content of the kubeconfig. */
  readonly config: string;
  readonly env: NodeJS.ProcessEnv;
  readonly stateFolder: string;
}

/** From SIGINT to SIGKILL: k6 tells the agents to end, and does not wait for them. */
const GRACE_MS = 5_000;
/** What it says of a cluster is for nobody else to read. */
const PRIVATE = 0o600;

/** @throws ProcessError */
export async function startDisruptor(options: DisruptorProcessOptions): Promise<DisruptorProcess> {
  const ledger = openLedger(options.stateFolder);
  const folder = mkdtempSync(join(tmpdir(), "tidemark-disruptor-"));
  const log = join(folder, "disruptor.log");
  const forget = () => {
    rmSync(folder, { recursive: true, force: true });
    ledger.forgetFolder(folder);
    ledger.close();
  };
  try {
    ledger.recordFolder(folder);
    writeFileSync(log, "", { mode: PRIVATE });
    const program = await startK6(options, { folder, log, ledger });
    let end: string | null = null;
    let last: DisruptorOutput | null = null;
    const output = () => last ?? readDisruptorOutput(readFileSync(log, "utf8"));
    const gone = program.exited.then(({ code, signal }) => {
      last = output();
      end = signal ?? `exit code ${code}`;
      forget();
    });
    let asked: DisruptorOutput | null = null;
    let stopping: Promise<void> | null = null;
    const stop = async () => {
      asked = output();
      program.signal("SIGINT");
      const timer = setTimeout(() => program.killNow(), GRACE_MS);
      await gone;
      clearTimeout(timer);
    };
    return {
      output,
      ended: () => end,
      failure: () => failureIn(asked ?? output()),
      stop: () => (stopping ??= end === null ? stop() : gone),
    };
  } catch (error) {
    forget();
    throw error;
  }
}

async function startK6(
  { program, script, run, config, env }: DisruptorProcessOptions,
  { folder, log, ledger }: { readonly folder: string; readonly log: string; readonly ledger: Ledger },
): Promise<Program> {
  const { path, descriptor } = handedKubeconfig(config, folder);
  try {
    return await startProgram({
      name: "k6 with the disruptor",
      command: program,
      args: disruptorArguments(script),
      env: disruptorEnvironment(env, run, path),
      output: { file: log },
      graceMs: GRACE_MS,
      hand: descriptor,
      ledger,
    });
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}

function failureIn({ words }: DisruptorOutput): string | null {
  const failed = words.find((word) => word.event === "failed");
  return failed === undefined ? null : failed.reason;
}
