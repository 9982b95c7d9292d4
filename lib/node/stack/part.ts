/** One process of the embedded system, its log, and the errors that name it. */
import { statSync } from "node:fs";
import { join } from "node:path";
import { distFile } from "../process/install-root.ts";
import { startChild, type Child } from "../process/child.ts";
import type { Ledger } from "../process/ledger.ts";
import { outputTail } from "../process/output-tail.ts";
import type { Exit } from "../process/supervise.ts";
import { messages } from "./messages.ts";
import { StackError } from "./stack-error.ts";

export interface Part {
  readonly child: Child;
  /** The end of what it wrote, to be added to a message. */
  readonly logTail: () => string;
}

export interface PartOptions {
  readonly name: string;
  /** In `dist/`. */
  readonly bundle: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly readyTimeoutMs: number;
}

/** Where every part logs, where it is recorded, and on which processors it runs (null: on all). */
export interface Surroundings {
  readonly logFolder: string;
  readonly ledger: Ledger;
  readonly cores: readonly number[] | null;
}

export async function startPart(options: PartOptions, surroundings: Surroundings): Promise<Part> {
  const { name, bundle, args, env, readyTimeoutMs } = options;
  const { logFolder, ledger, cores } = surroundings;
  const logFile = join(logFolder, `${name}.log`);
  const logTail = outputOf(logFile);
  try {
    const child = await startChild({
      name,
      module: distFile(bundle),
      args,
      env,
      logFile,
      ledger,
      readyTimeoutMs,
      cores,
    });
    return { child, logTail };
  } catch (cause) {
    throw new StackError("notStarted", messages.notStarted((cause as Error).message), { cause });
  }
}

/** The error of a part that ended by itself. */
export function partEnded(name: string, { code, signal }: Exit, logTail: () => string): StackError {
  const how = signal ?? `exit code ${code ?? "unknown"}`;
  return new StackError("partEnded", messages.partEnded(name, how, logTail()));
}

/** Of what is written to the file from now on: the last lines. */
export function outputOf(file: string): () => string {
  const fromByte = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return () => outputTail(file, fromByte);
}
