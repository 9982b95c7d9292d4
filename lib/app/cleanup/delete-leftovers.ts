/** Deletes objects one after the other, and counts what became of each. */
import type { Leftovers } from "../../core/system/leftovers.ts";
import { type Leftover, urlOf } from "./list-leftovers.ts";
import type { PacedClient } from "./paced-client.ts";

export interface Deletion {
  readonly deleted: number;
  /** Somebody else was faster. */
  readonly gone: number;
  /** What was answered instead, each kind once. */
  readonly refusals: readonly string[];
}

/** A target that refuses so many in a row is left alone. */
const REFUSALS_IN_A_ROW = 10;
const NOT_FOUND = 404;

/** Ends early where the signal is aborted. */
export async function deleteLeftovers(
  kind: Leftovers,
  address: string,
  objects: readonly Leftover[],
  { client, signal }: { readonly client: PacedClient; readonly signal: AbortSignal },
): Promise<Deletion> {
  const refusals = new Set<string>();
  let deleted = 0;
  let gone = 0;
  let inARow = 0;
  for (const { id } of objects) {
    if (signal.aborted || inARow === REFUSALS_IN_A_ROW) break;
    const answer = await outcomeOf(client, urlOf(address, kind.remove(id)), signal);
    if (answer === null) break;
    inARow = typeof answer === "number" ? 0 : inARow + 1;
    if (typeof answer === "string") refusals.add(answer);
    else if (answer === NOT_FOUND) gone += 1;
    else deleted += 1;
  }
  return { deleted, gone, refusals: [...refusals] };
}

/** The status of a deletion that is one; in words what was no deletion; null after an abort. */
async function outcomeOf(
  client: PacedClient,
  url: string,
  signal: AbortSignal,
): Promise<number | string | null> {
  try {
    const { status } = await client.send("DELETE", url);
    return status === NOT_FOUND || (status >= 200 && status < 300) ? status : `answered ${status}`;
  } catch (error) {
    if (signal.aborted) return null;
    return `gave no answer (${error instanceof Error ? error.message || error.name : String(error)})`;
  }
}
