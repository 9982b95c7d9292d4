/**
 * Before anything is started: may these experiments be run on this target at all? Looks at what the
 * target's file says, at the kill switch and at what earlier runs left; asks a person last.
 */
import { resolve } from "node:path";
import type { DriverName } from "../../core/experiment/effect.ts";
import type { PlannedExperiment } from "../../core/experiment/experiment.ts";
import { whyImpossible } from "../../core/experiment/matrix.ts";
import { wrapped } from "../../core/report/wrap.ts";
import { openJournals } from "../../node/chaos/controller/open-journals.ts";
import { type KillSwitchReading, readKillSwitch } from "../../node/chaos/kill-switch.ts";
import { stateFolder } from "../../node/process/folders.ts";
import type { TargetChaos } from "../../node/project/target.ts";
import type { RunRequest } from "../run/ready.ts";
import type { GivenTarget } from "../run/target-system.ts";
import { confirmed, experimentSentences } from "./confirm.ts";
import { type GuardedTarget, killSwitchRefusals, targetRefusals } from "./guard.ts";
import { type Refusal, refusal, throwIfRefused } from "./guard-error.ts";

/** @throws GuardError with all that speaks against it */
export async function admitChaos(
  { project, env, say, confirmation }: Pick<RunRequest, "project" | "env" | "say" | "confirmation">,
  given: GivenTarget | null,
  experiments: readonly PlannedExperiment[],
): Promise<void> {
  if (experiments.length === 0) return;
  const refusals = await refusalsOf(given, experiments, { root: project.root, env });
  throwIfRefused(refusals);
  for (const line of experimentSentences(experiments).flatMap(wrapped)) say(line);
  await confirmed(given?.name ?? "embedded", confirmation);
}

/** Of all that can be known without touching the target. */
export async function refusalsOf(
  given: GivenTarget | null,
  experiments: readonly Pick<PlannedExperiment, "experiment">[],
  around: { readonly root: string; readonly env: NodeJS.ProcessEnv },
): Promise<Refusal[]> {
  const chaos = given?.described.chaos ?? null;
  return [
    ...(given === null ? [] : targetRefusals(guarded(given))),
    ...impossible(driverNameOf(given), experiments),
    ...killSwitchRefusals(await killSwitchOf(chaos, around.root)),
    ...journalRefusals(around.env),
  ];
}

/** Null where nothing is said about how faults get into it. */
export function driverNameOf(given: GivenTarget | null): DriverName | null {
  return given === null ? "embedded" : (given.described.chaos?.driver?.kind ?? null);
}

/** Null without one. */
export async function killSwitchOf(
  chaos: Pick<TargetChaos, "killSwitch"> | null,
  root: string,
): Promise<KillSwitchReading | null> {
  const place = chaos?.killSwitch ?? null;
  if (place === null) return null;
  return readKillSwitch("file" in place ? { path: resolve(root, place.file) } : place);
}

function guarded({ name, addresses, described }: GivenTarget): GuardedTarget {
  return { name, addresses, chaos: described.chaos };
}

function impossible(
  driver: DriverName | null,
  experiments: readonly Pick<PlannedExperiment, "experiment">[],
): Refusal[] {
  if (driver === null) return [];
  return experiments.flatMap(({ experiment: { name, fault } }) => {
    const why = whyImpossible(fault, driver);
    return why === null ? [] : [refusal.impossible(name, driver, why)];
  });
}

function journalRefusals(env: NodeJS.ProcessEnv): Refusal[] {
  const open = openJournals(stateFolder(env));
  return open.length === 0 ? [] : [refusal.openJournals(open.map(({ file }) => file))];
}
