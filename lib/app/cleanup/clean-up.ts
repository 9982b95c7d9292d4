/**
 * `tidemark cleanup`: removes from a target what runs left there. Everything is listed before anything is
 * deleted, no run may be using the target meanwhile, and afterwards it is listed once more: what is said
 * to be gone was looked for and not found.
 */
import { isRunTag } from "../../core/record/run-tag.ts";
import type { Leftovers } from "../../core/system/leftovers.ts";
import { stateFolder } from "../../node/process/folders.ts";
import type { Project } from "../../node/project/project.ts";
import { createCleanup } from "../run/cleanup.ts";
import type { Interruption } from "../run/interruption.ts";
import { namedSecrets } from "../run/named-secrets.ts";
import { clientOf, readTargetAccess } from "../run/target-access.ts";
import { givenTarget, type GivenTarget, lockTarget } from "../run/target-system.ts";
import { CleanupError } from "./cleanup-error.ts";
import { deleteLeftovers } from "./delete-leftovers.ts";
import { type Leftover, listLeftovers } from "./list-leftovers.ts";
import { pacedClient } from "./paced-client.ts";

export interface CleanupRequest {
  readonly project: Project;
  readonly target: string | null;
  readonly baseUrls: Readonly<Record<string, string>>;
  /** Null for all runs. */
  readonly runId: string | null;
  readonly dryRun: boolean;
  readonly env: NodeJS.ProcessEnv;
  readonly dotEnv: Readonly<Record<string, string>>;
  readonly interruption: Interruption;
  readonly say: (line: string) => void;
}

export interface CleanedKind {
  readonly name: string;
  readonly found: number;
  /** Objects by the run that left them. */
  readonly runs: Readonly<Record<string, number>>;
  readonly deleted: number;
  readonly gone: number;
  /** Found by looking again; null where nothing was to be deleted, or a signal came before. */
  readonly left: number | null;
  readonly refusals: readonly string[];
}

export interface CleanupResult {
  readonly target: string;
  readonly dryRun: boolean;
  readonly kinds: readonly CleanedKind[];
}

/** @throws Failure where nothing was deleted; Interrupted where a signal came before anything was */
export async function cleanUp(request: CleanupRequest): Promise<CleanupResult> {
  const { project, runId, env } = request;
  const kinds = project.system.leftovers ?? [];
  if (kinds.length === 0) throw CleanupError.notDescribed();
  if (runId !== null && !isRunTag(runId)) throw CleanupError.runId(runId);
  const given = await givenTarget(request, project);
  if (given === null) throw CleanupError.noTarget();
  const unaddressed = kinds.find(({ service }) => given.addresses[service] === undefined);
  if (unaddressed !== undefined) throw CleanupError.noAddress(unaddressed.name, unaddressed.service);
  const cleanup = createCleanup();
  try {
    await lockTarget(given, { stateFolder: stateFolder(env), runId: "cleanup", cleanup });
    const found = { target: given.name, dryRun: request.dryRun };
    return { ...found, kinds: await cleaned(kinds, given, request, cleanup) };
  } finally {
    for (const failure of await cleanup.run()) request.say(`could not ${failure}`);
  }
}

async function cleaned(
  kinds: readonly Leftovers[],
  given: GivenTarget,
  { project, runId, dryRun, env, dotEnv, interruption, say }: CleanupRequest,
  cleanup: ReturnType<typeof createCleanup>,
): Promise<CleanedKind[]> {
  const access = readTargetAccess(given.described, {
    root: project.root,
    env: namedSecrets({ env, dotEnv }),
  });
  for (const note of access.notes) say(note);
  const own = clientOf(access);
  cleanup.defer("close the connections", () => own.close());
  if (own.unproven) throw CleanupError.onlyForK6(given.name);
  const signal = interruption.abort;
  const around = { client: pacedClient(own, given.limits.maxRatePerSecond, signal), signal };

  const listed: (readonly [Leftovers, string, readonly Leftover[]])[] = [];
  for (const kind of kinds) {
    const address = given.addresses[kind.service] ?? "";
    const objects = await listLeftovers(kind, address, runId, around);
    listed.push([kind, address, objects]);
    say(`${kind.name}: found ${objects.length}`);
  }
  const results: CleanedKind[] = [];
  for (const [kind, address, objects] of listed) {
    const counts = { name: kind.name, found: objects.length, runs: byRun(objects) };
    const nothing = dryRun || objects.length === 0 || signal.aborted;
    const done = nothing ? none : await deleteLeftovers(kind, address, objects, around);
    const again = nothing ? null : await listLeftovers(kind, address, runId, around).catch(unknown);
    results.push({ ...counts, ...done, left: again?.length ?? null });
  }
  return results;

  /** What was deleted is to be told all the same. */
  function unknown(error: unknown): null {
    say(error instanceof Error ? error.message : String(error));
    return null;
  }
}

const none = { deleted: 0, gone: 0, refusals: [] } as const;

function byRun(objects: readonly Leftover[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { runId } of objects) counts[runId] = (counts[runId] ?? 0) + 1;
  return counts;
}
