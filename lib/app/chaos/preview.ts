/** `tidemark chaos preview`: who would be hit, what would be done and undone. Changes nothing. */
import type { PlannedFault } from "../../core/experiment/effect.ts";
import { wrapped } from "../../core/report/wrap.ts";
import { expectedAddresses, givenTarget } from "../run/target-system.ts";
import { planRun } from "../run/plan-run.ts";
import type { RunRequest } from "../run/ready.ts";
import { driverNameOf, refusalsOf } from "./admit.ts";
import { experimentSentences } from "./confirm.ts";
import type { Refusal } from "./guard-error.ts";
import { givenDriver } from "./open-driver.ts";
import { planFaults } from "./plan-faults.ts";

export interface Preview {
  readonly target: string;
  readonly driver: string | null;
  readonly seed: number;
  /** What is believed and what was planned, in sentences. */
  readonly experiments: readonly string[];
  /** One for each injection, as things are now; empty where that cannot be known yet. */
  readonly faults: readonly PlannedFault[];
  /** Why nobody can say yet who would be hit; null where it is said. */
  readonly unknown: string | null;
  /** Why it would not be run. */
  readonly refusals: readonly Refusal[];
}

type PreviewRequest = Pick<RunRequest, "project" | "settings" | "env">;

/** @throws PlanError, ProjectError, ChaosError */
export async function previewChaos(request: PreviewRequest): Promise<Preview> {
  const { project, settings, env } = request;
  const given = await givenTarget(settings, project);
  const addresses = expectedAddresses(given, project.system);
  const { plan } = planRun({ project, settings, addresses, now: new Date() });
  const refusals = await refusalsOf(given, plan.experiments, { root: project.root, env });
  const common = {
    target: given?.name ?? "embedded",
    driver: driverNameOf(given),
    seed: plan.seed,
    experiments: experimentSentences(plan.experiments),
  };
  if (given === null) return { ...common, faults: [], unknown: embeddedUnknown, refusals };
  if (refusals.length > 0) return { ...common, faults: [], unknown: refusedUnknown, refusals };
  const driver = await givenDriver(given, { root: project.root, env });
  try {
    const facts = { runId: "preview", seed: plan.seed };
    const now = await planFaults(driver, plan.experiments, given.described.chaos, facts);
    return { ...common, ...now, unknown: null };
  } finally {
    await driver.close();
  }
}

const embeddedUnknown =
  "the embedded system is started for the run, so that its processes are not known before; " +
  "each service has one instance";
const refusedUnknown = "the target was not asked, because it may not be touched";

export function previewLines(preview: Preview): string[] {
  const { target, driver, seed, experiments, faults, unknown, refusals } = preview;
  return [
    `target ${target}${driver === null ? "" : ` (${driver})`}, seed ${seed}; nothing is changed by looking`,
    ...experiments.flatMap(wrapped),
    ...faults.flatMap(({ experiment, what, undo, instances, instancesInAll }) => [
      `${experiment}: ${what}`,
      `  hits ${instances.join(", ")}: ${instances.length} of ${instancesInAll}`,
      `  undone so: ${undo}`,
    ]),
    ...(unknown === null ? [] : wrapped(`who exactly: ${unknown}`)),
    ...(refusals.length === 0
      ? ["nothing that is known now speaks against it"]
      : ["it would be refused:", ...refusals.map(({ text }) => `  ${text}`)]),
  ];
}
