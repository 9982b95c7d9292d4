/**
 * The words of a search for one outside program: what every way of finding it is given, and what
 * it answers. A way returns a `Finding`; it throws only where looking on would be wrong (something
 * was set explicitly and is unusable, or the search was aborted).
 */
import type { PinnedProgram } from "./pins-schema.ts";
import type { Platform } from "./platform.ts";

export interface ResolvedTool {
  readonly name: string;
  readonly path: string;
  readonly version: string;
  /** "K6_BINARY", "on the PATH", "cached", "downloaded", "built with Go 1.26.8" */
  readonly how: string;
}

export interface Search {
  readonly name: string;
  readonly program: PinnedProgram;
  readonly env: NodeJS.ProcessEnv;
  readonly cacheFolder: string;
  readonly platform: Platform;
  readonly limits: ToolLimits;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

export type Finding =
  { readonly kind: "found"; readonly tool: ResolvedTool } | ({ readonly kind: "passedOver" } & PassedOver);

/** One way that did not work: "official release", "github.com could not be resolved". */
export interface PassedOver {
  readonly way: string;
  readonly why: string;
}

export interface DownloadLimits {
  /** A name that has no address by then counts as offline. */
  readonly lookupMs: number;
  readonly connectMs: number;
  /** Longest time without a single byte. */
  readonly stallMs: number;
  readonly downloadMs: number;
}

export interface ToolLimits extends DownloadLimits {
  /** For a program to say its version. */
  readonly versionMs: number;
  readonly buildMs: number;
  /** An installation whose process showed no life for so long is taken over. */
  readonly lockStaleMs: number;
}

export const defaultLimits: ToolLimits = {
  lookupMs: 2_000,
  connectMs: 10_000,
  stallMs: 20_000,
  downloadMs: 900_000,
  versionMs: 10_000,
  buildMs: 900_000,
  lockStaleMs: 10_000,
};

export function passedOver(way: string, why: string): Finding {
  return { kind: "passedOver", way, why };
}

export function found(search: Search, path: string, version: string, how: string): Finding {
  return { kind: "found", tool: { name: search.name, path, version, how } };
}
