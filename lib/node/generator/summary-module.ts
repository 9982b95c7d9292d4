/**
 * Which formatter writes the text summary: k6-jslib-summary, whose code is not ours to keep, is
 * fetched once from its published address, checked against its pinned hash and cached. Where it
 * can't be had, our own does the work; that is remembered for a while, so that a machine without
 * the web does not wait for it at each build. Never fails: the formatter decides nothing.
 */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeAtomically } from "../process/write-atomically.ts";

export interface SummaryModule {
  /** For the record: which formatter, and why it is our own where it is. */
  readonly description: string;
  /** Source of k6-jslib-summary; null: our own formatter. */
  readonly source: string | null;
}

export interface SummaryModuleOptions {
  readonly pinned: { readonly version: string; readonly url: string; readonly sha256: string };
  readonly cacheFolder: string;
  readonly timeoutMs: number;
  readonly nowMs: () => number;
}

const REMEMBER_FAILURE_MS = 3_600_000;
const NAME = "k6-jslib-summary";

export async function provideSummaryModule(options: SummaryModuleOptions): Promise<SummaryModule> {
  const { pinned, cacheFolder, nowMs } = options;
  const file = join(cacheFolder, "modules", `${NAME}-${pinned.version}.js`);
  const cached = await readFile(file, "utf8").catch(() => null);
  if (cached !== null && isPinned(cached, pinned.sha256)) return published(pinned.version, cached);

  const memory = `${file}.failed.json`;
  const remembered = await readFailure(memory);
  const isFresh = remembered?.url === pinned.url && nowMs() - remembered.atMs < REMEMBER_FAILURE_MS;
  if (remembered !== null && isFresh) return ourOwn(remembered.reason);
  try {
    const fetched = await fetchPinned(options);
    keep(file, fetched);
    return published(pinned.version, fetched);
  } catch (error) {
    const reason = reasonOf(error, options.timeoutMs);
    keep(memory, JSON.stringify({ url: pinned.url, atMs: nowMs(), reason } satisfies RememberedFailure));
    return ourOwn(reason);
  }
}

function published(version: string, source: string): SummaryModule {
  return { description: `${NAME} ${version}`, source };
}

function ourOwn(reason: string): SummaryModule {
  return { description: `own formatter (${NAME} was not to be had: ${reason})`, source: null };
}

async function fetchPinned({ pinned, timeoutMs }: SummaryModuleOptions): Promise<string> {
  const response = await fetch(pinned.url, { signal: AbortSignal.timeout(timeoutMs) });
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`${pinned.url} answered ${response.status}`);
  }
  const source = await response.text();
  if (!isPinned(source, pinned.sha256))
    throw new Error(`${pinned.url} is not the file that was pinned (sha256)`);
  return source;
}

function isPinned(source: string, sha256: string): boolean {
  return createHash("sha256").update(source).digest("hex") === sha256;
}

/** A cache that can't be written costs time, not the build. */
function keep(file: string, content: string): void {
  try {
    writeAtomically(file, content);
  } catch {
    // see above
  }
}

interface RememberedFailure {
  readonly url: string;
  readonly atMs: number;
  readonly reason: string;
}

async function readFailure(file: string): Promise<RememberedFailure | null> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as RememberedFailure;
  } catch {
    return null;
  }
}

function reasonOf(error: unknown, timeoutMs: number): string {
  if (error instanceof DOMException && error.name === "TimeoutError")
    return `no answer in ${timeoutMs / 1000} s`;
  if (!(error instanceof Error)) return String(error);
  // fetch hides what happened ("fetch failed") in the cause.
  return error.cause instanceof Error ? error.cause.message || error.cause.name : error.message;
}
