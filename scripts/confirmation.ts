/** How a person confirms on the terminal that they are at, where they are at one. */
import { createInterface } from "node:readline/promises";
import type { Confirmation } from "../lib/app/chaos/confirm.ts";

export const yesOption = {
  flags: "--yes",
  description: "confirms that faults may be injected, where there is no terminal to ask on",
} as const;

/** @param signal ends the waiting for an answer */
export function confirmationOf(yes: boolean, signal: AbortSignal): Confirmation {
  if (yes) return "yes";
  if (!process.stdin.isTTY || !process.stderr.isTTY) return "nobody";
  return (question) => ask(question, signal);
}

async function ask(question: string, signal: AbortSignal): Promise<boolean> {
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  // A terminal that is read keeps Ctrl-C to its reader.
  reader.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
  try {
    return /^y(es)?$/i.test((await reader.question(question, { signal })).trim());
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    reader.close();
  }
}
