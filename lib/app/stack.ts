/** `tidemark stack`: the embedded system for a person to look at, up until a signal or its own failure. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exitCodes, type ExitCode } from "../core/record/exit-codes.ts";
import { stateFolder } from "../node/process/folders.ts";
import { openLedger } from "../node/process/ledger.ts";
import { sweep } from "../node/process/sweep.ts";
import { startEmbeddedStack } from "../node/stack/embedded-stack.ts";
import { createCleanup } from "./run/cleanup.ts";
import type { Interruption } from "./run/interruption.ts";

export interface StackRequest {
  readonly env: NodeJS.ProcessEnv;
  readonly say: (line: string) => void;
  readonly interruption: Interruption;
}

/** @returns pass after a signal; @throws StackError when a part ends unasked, ProcessError, Interrupted during the start */
export async function runStack({ env, say, interruption }: StackRequest): Promise<ExitCode> {
  for (const line of await sweep(stateFolder(env))) say(line);
  const cleanup = createCleanup();
  try {
    const ledger = openLedger(stateFolder(env));
    cleanup.defer("close the ledger", () => ledger.close());
    const logFolder = await mkdtemp(join(tmpdir(), "tidemark-stack-"));
    cleanup.defer(`remove ${logFolder}`, () => rm(logFolder, { recursive: true, force: true }));
    ledger.recordFolder(logFolder);
    cleanup.defer("forget the log folder", () => ledger.forgetFolder(logFolder));
    const stack = await startEmbeddedStack({ ledger, logFolder, say, signal: interruption.abort });
    cleanup.defer("stop the embedded system", () => stack.stop());
    for (const [service, address] of Object.entries(stack.addresses)) say(`${service}: ${address}`);
    say(`logs: ${logFolder} (until the end); Ctrl-C ends everything`);
    await Promise.race([stack.failed, requested(interruption.abort)]);
    return exitCodes.pass;
  } finally {
    for (const failure of await cleanup.run()) say(`could not ${failure}`);
  }
}

/** Resolves at the first signal. */
export function requested(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
