/** One process of the embedded system, its log, and the errors that name it. */
import { statSync } from "node:fs";
import { join } from "node:path";
import { distFile } from "../process/install-root.ts";
import { startChild, type Child } from "../process/child.ts";
import type { Ledger } from "../process/ledger.ts";
import { outputTail } from "../process/output-tail.ts";
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

/** Where every part logs, and where it is recorded. */
export interface Surroundings {
  readonly logFolder: string;
  readonly ledger: Ledger;
}

export async function startPart(options: PartOptions, { logFolder, ledger }: Surroundings): Promise<Part> {
  const { name, bundle, args, env, readyTimeoutMs } = options;
  const logFile = join(logFolder, `${name}.log`);
  const fromByte = sizeOf(logFile);
  try {
    const child = await startChild({
      name,
      module: distFile(bundle),
      args,
      env,
      logFile,
      ledger,
      readyTimeoutMs,
    });
    return { child, logTail: () => outputTail(logFile, fromByte) };
  } catch (cause) {
    throw new StackError("notStarted", messages.notStarted((cause as Error).message), { cause });
  }
}

/** The error of a part that ended by itself. */
export function partEnded({ child, logTail }: Part, code: number | null, signal: string | null): StackError {
  const how = signal ?? `exit code ${code ?? "unknown"}`;
  return new StackError("partEnded", messages.partEnded(child.name, how, logTail()));
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
