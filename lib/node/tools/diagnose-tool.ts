/**
 * What is there of an outside program, for `tidemark doctor`: looks like `resolveTool`, but
 * downloads, builds and changes nothing, and answers where that one throws. Whether a download
 * would work is not tried.
 */
import { fileUrl, releaseBaseUrl } from "./base-url.ts";
import { goForProgram } from "./from-go.ts";
import { assetFor } from "./platform.ts";
import { firstFound, lookingWays, searchFor, type ToolOptions } from "./resolve-tool.ts";
import type { PassedOver, ResolvedTool, Search } from "./search.ts";
import { remedies, ToolError } from "./tool-error.ts";

export interface ToolDiagnosis {
  readonly name: string;
  /** The versions that are accepted: "2.2.x". */
  readonly accepts: string;
  /** `installable`: not there yet, a run tries to get it. `wrong`: what was set explicitly is unusable. */
  readonly status: "ready" | "installable" | "missing" | "wrong";
  readonly tool: ResolvedTool | null;
  /** The ways that were looked at without success. */
  readonly tried: readonly PassedOver[];
  /** What was found, what a run would do, or what is wrong. */
  readonly text: string;
  /** Any one of them helps; empty when ready. */
  readonly remedies: readonly string[];
}

type Outcome = Omit<ToolDiagnosis, "name" | "accepts">;

export async function diagnoseTool(name: string, o: Omit<ToolOptions, "say">): Promise<ToolDiagnosis> {
  const search = searchFor(name, { ...o, say: () => undefined });
  return { name, accepts: search.program.accepts, ...(await outcome(search)) };
}

async function outcome(search: Search): Promise<Outcome> {
  try {
    const looked = await firstFound(lookingWays, search);
    if (looked.kind === "found") return ready(looked.tool);
    return absent(search, looked.tried, await installations(search));
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return { status: "wrong", tool: null, tried: [], text: error.message, remedies: [] };
  }
}

function ready(tool: ResolvedTool): Outcome {
  const text = `${tool.name} ${tool.version} (${tool.how}): ${tool.path}`;
  return { status: "ready", tool, tried: [], text, remedies: [] };
}

function absent(search: Search, tried: readonly PassedOver[], ways: readonly string[]): Outcome {
  const { name, program } = search;
  const missing = { tool: null, tried, remedies: remedies(name, program) };
  const what = `no ${name} ${program.accepts} here yet`;
  if (ways.length === 0) return { ...missing, status: "missing", text: `${what}, and no way to get one` };
  return {
    ...missing,
    status: "installable",
    text: `${what}; the next run tries to ${ways.join(", or else to ")}`,
  };
}

/** @returns what a run would try, as infinitives */
async function installations(search: Search): Promise<string[]> {
  const { release } = search.program;
  const asset = release === null ? null : assetFor(release, search.platform);
  const go = await goForProgram(search);
  return [
    ...(release === null || asset === null
      ? []
      : [`download ${fileUrl(releaseBaseUrl(search, release.baseUrl), asset.file).href}`]),
    ...(go.fits ? [`build it with Go ${go.version}`] : []),
  ];
}
