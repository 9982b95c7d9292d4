/**
 * `tidemark run`: one scenario, from the resolved plan to the finished record. The order is the
 * promise: nothing is sent before preflight is through, and everything that was started is ended
 * whatever happens in between.
 */
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileNames } from "../../core/record/names.ts";
import { exitCodes } from "../../core/record/exit-codes.ts";
import { refuseForbiddenK6Environment } from "../../node/config/k6-environment.ts";
import { stateFolder } from "../../node/process/folders.ts";
import { openLedger } from "../../node/process/ledger.ts";
import { sweep } from "../../node/process/sweep.ts";
import { createRunFolder } from "../../node/records/run-folder.ts";
import { admitChaos } from "../chaos/admit.ts";
import { createCleanup } from "./cleanup.ts";
import { namedSecrets } from "./named-secrets.ts";
import { type PlannedRun, planRun } from "./plan-run.ts";
import { measure } from "./measure.ts";
import { describePlan } from "./plan-text.ts";
import { prepare } from "./prepare.ts";
import type { FinishedRun, Ground, RunRequest } from "./ready.ts";
import { readTargetAccess } from "./target-access.ts";
import { planWithinLimits } from "./target-limits.ts";
import { expectedAddresses, type GivenTarget, givenTarget } from "./target-system.ts";

/** @throws Failure for usage, preflight and machine; Interrupted when a signal came before k6 started */
export async function runScenario(request: RunRequest): Promise<FinishedRun> {
  const { project, settings, env, say } = request;
  const given = await givenTarget(settings, project);
  const addresses = expectedAddresses(given, project.system);
  const planned = plannedFor(request, given, addresses);
  const access =
    given && readTargetAccess(given.described, { root: project.root, env: namedSecrets(request) });
  for (const line of describePlan(planned)) say(line);
  for (const note of access?.notes ?? []) say(note);
  refuseForbiddenK6Environment(env);
  await admitChaos(request, given, planned.plan.experiments);
  for (const line of await sweep(stateFolder(env))) say(line);

  const cleanup = createCleanup();
  const folder = await createRunFolder(settings.resultsFolder, planned.plan.runId);
  cleanup.defer("remove the empty run folder", () => removeUnused(folder));
  const [run] = await Promise.allSettled([
    started({ ...request, ...planned, given, access, folder, cleanup }),
  ]);
  const failures = await cleanup.run();
  for (const failure of failures) say(`could not ${failure}`);
  if (run.status === "rejected") throw run.reason;
  return withProblems(run.value, failures);
}

function plannedFor(
  { project, settings, say }: RunRequest,
  given: GivenTarget | null,
  addresses: Readonly<Record<string, string>>,
): PlannedRun {
  const now = new Date();
  const plan = (ratePerSecond: number | null) =>
    planRun({ project, settings: { ...settings, ratePerSecond }, addresses, now });
  const { ratePerSecond: askedPerSecond } = settings;
  return given === null ? plan(askedPerSecond) : planWithinLimits(given, plan, { askedPerSecond, say });
}

async function started(ground: Omit<Ground, "ledger">): Promise<FinishedRun> {
  const ledger = openLedger(stateFolder(ground.env));
  ground.cleanup.defer("close the ledger", () => ledger.close());
  const ready = await prepare({ ...ground, ledger });
  ground.interruption.throwIfRequested();
  return measure(ready);
}

/** A run that never started leaves nothing behind; one that did has a record. */
async function removeUnused(folder: string): Promise<void> {
  if (!existsSync(join(folder, fileNames.run))) await rm(folder, { recursive: true, force: true });
}

/** Go before what was left behind or not written. */
const beforeProblems: readonly number[] = [
  exitCodes.faultNotUndone,
  exitCodes.signal,
  exitCodes.stopCondition,
];

/** A run that is not what it should be on disk, or that left something behind, is no clean pass or fail. */
function withProblems(finished: FinishedRun, more: readonly string[]): FinishedRun {
  const problems = [...finished.problems, ...more];
  const { exitCode } = finished.record;
  const saysMore = exitCode !== null && beforeProblems.includes(exitCode);
  return {
    ...finished,
    problems,
    exitCode: problems.length === 0 || saysMore ? finished.exitCode : exitCodes.internal,
  };
}
