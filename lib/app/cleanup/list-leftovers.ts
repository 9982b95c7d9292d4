/** All objects of one kind that carry the id of a run, page by page; whatever else there is, is passed over. */
import { runIn } from "../../core/record/run-tag.ts";
import type { LeftObject, Leftovers } from "../../core/system/leftovers.ts";
import { CleanupError } from "./cleanup-error.ts";
import type { PacedClient } from "./paced-client.ts";

export interface Leftover {
  readonly id: LeftObject["id"];
  readonly runId: string;
}

/** A service that never comes to an end is not listed for ever. */
const MOST_PAGES = 100_000;

/**
 * @param run only what this run left; null for all runs
 * @throws CleanupError `notListed`; the signal's reason after an abort
 */
export async function listLeftovers(
  kind: Leftovers,
  address: string,
  run: string | null,
  { client, signal }: { readonly client: PacedClient; readonly signal: AbortSignal },
): Promise<Leftover[]> {
  const found = new Map<LeftObject["id"], Leftover>();
  const seen = new Set<LeftObject["id"]>();
  for (let page = 1; page <= MOST_PAGES; page++) {
    const objects = await pageOf(
      kind,
      urlOf(address, kind.list(page, kind.before + (run ?? ""))),
      client,
      signal,
    );
    const news = objects.filter(({ id }) => !seen.has(id));
    if (news.length === 0) break; // the end, or a service that gives the same page again
    for (const { id, text } of news) {
      seen.add(id);
      const runId = runIn(text, kind.before);
      if (runId !== null && (run === null || runId === run)) found.set(id, { id, runId });
    }
  }
  return [...found.values()];
}

async function pageOf(
  { name, find }: Leftovers,
  url: string,
  client: PacedClient,
  signal: AbortSignal,
): Promise<readonly LeftObject[]> {
  const problem = (text: string) => CleanupError.notListed(name, url, text);
  const { status, body } = await client.send("GET", url).catch((error: unknown) => {
    signal.throwIfAborted();
    throw problem(`gave no answer (${error instanceof Error ? error.message || error.name : String(error)})`);
  });
  if (status !== 200) throw problem(`answered ${status}`);
  const objects = read(find, body);
  if (objects === null) throw problem("answered something in which leftovers' find() finds no list");
  return objects;
}

/** The team's code, on an answer that may be anything: what it can't read is no list. */
function read(find: Leftovers["find"], body: string): readonly LeftObject[] | null {
  try {
    return find(JSON.parse(body));
  } catch {
    return null;
  }
}

export function urlOf(
  address: string,
  { path, query }: { readonly path: string; readonly query?: string },
): string {
  return `${address.replace(/\/+$/, "")}${path}${query === undefined ? "" : `?${query}`}`;
}
