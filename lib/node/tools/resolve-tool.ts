/**
 * Finds a pinned outside program, or gets it: from the environment, the PATH, the cache, the
 * official release, a build with Go, in this order. What is found is used as it is; what is got is
 * kept in the cache. Two processes at once install it once.
 */
import { fromCache } from "./from-cache.ts";
import { fromEnvironment } from "./from-environment.ts";
import { fromGo } from "./from-go.ts";
import { fromPath } from "./from-path.ts";
import { fromRelease } from "./from-release.ts";
import { removeLeftovers } from "./install.ts";
import { withInstallLock } from "./install-lock.ts";
import { pinnedProgram, readPins } from "./pinned.ts";
import { thisPlatform, type Platform } from "./platform.ts";
import {
  defaultLimits,
  type Finding,
  type PassedOver,
  type ResolvedTool,
  type Search,
  type ToolLimits,
} from "./search.ts";
import { notFound, ToolError } from "./tool-error.ts";
import { whyStepFailed } from "./why-step-failed.ts";

export type { ResolvedTool };

export interface ToolOptions {
  readonly env: NodeJS.ProcessEnv;
  /** The project's cache; may be missing. */
  readonly cacheFolder: string;
  /** Takes progress, a line at a time. */
  readonly say: (line: string) => void;
  readonly signal?: AbortSignal;
  /** For tests. */
  readonly platform?: Platform;
  readonly limits?: Partial<ToolLimits>;
}

export type Way = (search: Search) => Promise<Finding>;

/** Ways that only look. */
export const lookingWays: readonly Way[] = [fromEnvironment, fromPath, fromCache];
/** Ways that change the cache. The cache comes first: somebody else may just have filled it. */
const installingWays: readonly Way[] = [fromCache, fromRelease, fromGo];

/**
 * @throws ToolError `notFound` (preflight) when no way works, `explicit` (preflight) or `baseUrl`
 *   (usage) when what was set explicitly cannot be used; the signal's reason when aborted
 */
export async function resolveTool(name: string, o: ToolOptions): Promise<ResolvedTool> {
  const search = searchFor(name, o);
  const looked = await firstFound(lookingWays, search);
  if (looked.kind === "found") return looked.tool;
  const installed = await installHere(search);
  if (installed.kind === "found") return installed.tool;
  const tried = latestOfEachWay([...looked.tried, ...installed.tried]);
  throw new ToolError("preflight", "notFound", notFound(name, search.program, tried), { tried });
}

export function searchFor(name: string, o: ToolOptions): Search {
  return {
    name,
    program: pinnedProgram(readPins(), name),
    env: o.env,
    cacheFolder: o.cacheFolder,
    platform: o.platform ?? thisPlatform,
    limits: { ...defaultLimits, ...o.limits },
    say: o.say,
    signal: o.signal ?? new AbortController().signal,
  };
}

export type SearchResult =
  | { readonly kind: "found"; readonly tool: ResolvedTool }
  | { readonly kind: "nothing"; readonly tried: readonly PassedOver[] };

export async function firstFound(ways: readonly Way[], search: Search): Promise<SearchResult> {
  const tried: PassedOver[] = [];
  for (const way of ways) {
    search.signal.throwIfAborted();
    const finding = await way(search);
    if (finding.kind === "found") return finding;
    tried.push({ way: finding.way, why: finding.why });
  }
  return { kind: "nothing", tried };
}

/** A cache folder that cannot be written to is one more way that failed, not a crash. */
async function installHere(search: Search): Promise<SearchResult> {
  try {
    return await withInstallLock(search, async () => {
      await removeLeftovers(search);
      return firstFound(installingWays, search);
    });
  } catch (error) {
    if (error instanceof ToolError) throw error;
    return { kind: "nothing", tried: [{ way: "installation", why: whyStepFailed(search, error) }] };
  }
}

function latestOfEachWay(tried: readonly PassedOver[]): PassedOver[] {
  return [...new Map(tried.map((one) => [one.way, one])).values()];
}
