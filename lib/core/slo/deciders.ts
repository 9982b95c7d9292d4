/**
 * Which scenarios can decide an objective, and how long each must run at its default rate for that. The
 * plan itself is asked, with longer and longer runs, so that the answer is what `run` would do.
 */
import type { Objective } from "../objective/objective.ts";
import { nothingSaid } from "../plan/effective-settings.ts";
import { PlanError } from "../plan/plan-error.ts";
import type { ScenarioDefinition } from "../plan/plan.ts";
import type { RowCounts } from "../plan/planned-data.ts";
import { type ResolvedPlan, resolvePlan } from "../plan/resolve-plan.ts";
import type { SystemDescription } from "../system/system.ts";

export interface Decider {
  readonly scenario: string;
  /** As it stands, without a setting. */
  readonly decidesByDefault: boolean;
  /** The least `--duration` with which it decides; null where none up to `longestSeconds` does. */
  readonly shortestSeconds: number | null;
}

export interface DeciderInput {
  readonly scenarios: readonly ScenarioDefinition[];
  readonly system: SystemDescription;
  readonly objectives: readonly Objective[];
  readonly data: RowCounts;
}

const longestSeconds = 24 * 3600;

/** Scenarios that send the objective's endpoint and are judged by the team's objectives. */
export function decidersOf(objective: Objective, input: DeciderInput): readonly Decider[] {
  return input.scenarios.flatMap((scenario) => {
    const asked = (durationSeconds: number | null) =>
      answer(objective, planned(scenario, input, durationSeconds));
    const byDefault = asked(null);
    if (byDefault === "notAsked") return [];
    const decides = (seconds: number) => asked(seconds) === "decides";
    return [
      {
        scenario: scenario.name,
        decidesByDefault: byDefault === "decides",
        shortestSeconds: shortest(decides),
      },
    ];
  });
}

type Answer = "decides" | "tooShort" | "notAsked";

function answer({ id, goal }: Objective, resolved: ResolvedPlan | null): Answer {
  if (resolved === null) return "tooShort";
  // A scenario's own objective may have the same id: what it promises tells them apart.
  if (resolved.plan.objectives.some((judged) => judged.id === id && judged.goal === goal)) return "decides";
  return resolved.leftOut.some(({ objective }) => objective === id) ? "tooShort" : "notAsked";
}

/** Null where the scenario can't be run for so long, e.g. for want of rows. */
function planned(
  scenario: ScenarioDefinition,
  { system, objectives, data }: DeciderInput,
  durationSeconds: number | null,
): ResolvedPlan | null {
  const addresses = Object.fromEntries(
    system.services.map(({ name, defaultPort }) => [name, `http://127.0.0.1:${defaultPort}`]),
  );
  const settings = { ...nothingSaid, durationSeconds };
  try {
    return resolvePlan({
      scenario,
      system,
      objectives,
      settings,
      runId: scenario.name,
      seed: 0,
      addresses,
      data,
    });
  } catch (error) {
    if (error instanceof PlanError) return null;
    throw error;
  }
}

/** Doubled until it decides, then halved: more time never decides less. */
function shortest(decides: (seconds: number) => boolean): number | null {
  let enough = 1;
  while (!decides(enough)) {
    if (enough === longestSeconds) return null;
    enough = Math.min(2 * enough, longestSeconds);
  }
  let tooShort = Math.floor(enough / 2);
  while (enough - tooShort > 1) {
    const middle = Math.floor((tooShort + enough) / 2);
    if (decides(middle)) enough = middle;
    else tooShort = middle;
  }
  return enough;
}
