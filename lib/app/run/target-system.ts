/**
 * The system that a run sends its traffic to: the one whose addresses were given, guarded by a
 * lock so that two runs do not disturb each other, or the embedded one, started for this run
 * alone and ended with it.
 */
import type { RunTarget } from "../../core/record/record.ts";
import type { SystemDescription } from "../../core/system/system.ts";
import type { RunSettings } from "../../node/config/run-settings.ts";
import { acquireLock } from "../../node/process/lock.ts";
import type { Ledger } from "../../node/process/ledger.ts";
import type { Project } from "../../node/project/project.ts";
import { embeddedTarget, readTarget } from "../../node/project/read-target.ts";
import { startEmbeddedStack } from "../../node/stack/embedded-stack.ts";
import type { StackChaos } from "../../node/stack/stack.ts";
import { type Target, undescribed } from "../../node/project/target.ts";
import type { Cleanup } from "./cleanup.ts";
import { type EffectiveLimits, effectiveLimits } from "./target-limits.ts";

export interface TargetSystem extends RunTarget {
  readonly notes: readonly string[];
  /** Of a system that we started; empty for a given one. */
  readonly processes: readonly { readonly name: string; readonly pid: number }[];
  /** Rejects when a part of a system that we started ends unasked; null for a given one. */
  readonly failed: Promise<never> | null;
  /** What makes faults possible in a system that we started for them; null otherwise. */
  readonly chaos: StackChaos | null;
}

/** One whose addresses were given, by a file, by flags, or by both. */
export interface GivenTarget extends RunTarget {
  readonly described: Pick<Target, "name" | "access" | "tls" | "prometheus" | "labels" | "chaos">;
  readonly limits: EffectiveLimits;
}

export interface TargetOptions {
  readonly runId: string;
  readonly stateFolder: string;
  readonly logFolder: string;
  readonly ledger: Ledger;
  readonly cleanup: Cleanup;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
  /** Whether the embedded system is to be one that faults can get into. */
  readonly faults: { readonly toxiproxyBinary: string } | null;
}

/** The target whose addresses were given; null for the embedded system. */
export async function givenTarget(
  { target, baseUrls }: Pick<RunSettings, "target" | "baseUrls">,
  project: Project,
): Promise<GivenTarget | null> {
  const named = target === null || target === embeddedTarget ? null : target;
  if (named === null && Object.keys(baseUrls).length === 0) return null;
  const described = named === null ? { ...undescribed, addresses: {} } : await readTarget(project, named);
  const addresses = { ...described.addresses, ...baseUrls };
  const limits = await effectiveLimits(described.limits, addresses);
  return {
    name: named ?? "given by --url",
    kind: "given",
    addresses,
    metrics: described.metrics,
    auth: described.access.auth.kind,
    maxRatePerSecond: limits.maxRatePerSecond,
    described: { ...described, name: named ?? "given by --url" },
    limits,
  };
}

/** Where the system will be, as far as that is known before it is started. */
export function expectedAddresses(
  given: RunTarget | null,
  system: SystemDescription,
): Record<string, string> {
  if (given !== null) return { ...given.addresses };
  return Object.fromEntries(
    system.services.map(({ name, defaultPort }) => [name, `http://127.0.0.1:${defaultPort}`]),
  );
}

export async function provideTarget(given: RunTarget | null, options: TargetOptions): Promise<TargetSystem> {
  return given === null ? startEmbedded(options) : lockGiven(given, options);
}

async function lockGiven(target: RunTarget, options: TargetOptions): Promise<TargetSystem> {
  await lockTarget(target, options);
  return { ...target, notes: [], processes: [], failed: null, chaos: null };
}

/** @throws ProcessError "locked" where a run, or a cleanup, is using the target */
export async function lockTarget(
  { addresses }: Pick<RunTarget, "addresses">,
  { stateFolder, runId, cleanup }: Pick<TargetOptions, "stateFolder" | "runId" | "cleanup">,
): Promise<void> {
  const key = Object.values(addresses).toSorted().join(" ");
  const lock = await acquireLock(stateFolder, key, { runId });
  cleanup.defer("release the target's lock", () => lock.release());
}

async function startEmbedded({
  ledger,
  logFolder,
  say,
  signal,
  cleanup,
  faults,
}: TargetOptions): Promise<TargetSystem> {
  const stack = await startEmbeddedStack({ ledger, logFolder, say, signal, chaos: faults });
  cleanup.defer("stop the embedded system", () => stack.stop());
  return {
    name: "embedded",
    kind: "embedded",
    addresses: stack.addresses,
    metrics: stack.metrics,
    auth: "none",
    maxRatePerSecond: null,
    notes: stack.notes,
    processes: stack.processes,
    failed: stack.failed,
    chaos: stack.chaos,
  };
}
