/**
 * Does every endpoint work at all? So few requests can't decide the team's objectives, so
 * the scenario brings its own: of these requests, none fails. What can only be sent within a journey
 * is sent with it, and what else that journey sends is not sent a second time.
 */
import type { Objective } from "../../lib/core/objective/objective.ts";
import { constantRate } from "../../lib/core/plan/constant-rate.ts";
import { once } from "../../lib/core/plan/executor.ts";
import { journeyExecutor, journeyNamed } from "../../lib/core/plan/journeys.ts";
import type { ScenarioDefinition } from "../../lib/core/plan/plan.ts";
import { afterWarmup } from "../../lib/core/plan/warm-up.ts";
import { phaseNames } from "../../lib/core/record/names.ts";
import type { Endpoint } from "../../lib/core/system/system.ts";

export const smoke: ScenarioDefinition = {
  name: "smoke",
  summary: "every endpoint at a low rate each, judged by correctness alone",
  defaults: { ratePerSecond: 1, durationSeconds: 10, warmupSeconds: 0, checkEveryNthBody: 1 },
  lowersItsRate: true,

  traffic({ ratePerSecond, durationSeconds, warmupSeconds, vus }, context) {
    const { endpoints } = context.system;
    const needed = new Set(endpoints.flatMap(({ inJourney }) => inJourney ?? []));
    const journeys = [...needed].map((name) => journeyNamed(name, context));
    const withJourneys = journeys.flatMap(({ steps }) => steps.map(({ endpoint }) => endpoint));
    const alone = endpoints.filter(({ name }) => !withJourneys.includes(name));
    const phase = phaseNames.main;
    const executors = [
      ...alone.map(({ name }) =>
        constantRate({ name, phase, sends: [once(name)], ratePerSecond, durationSeconds, vus }, context),
      ),
      ...journeys.map((journey) =>
        journeyExecutor(journey, { phase, durationSeconds, vus, usersPerSecond: ratePerSecond }, context),
      ),
    ];
    return {
      executors: afterWarmup(executors, warmupSeconds),
      ownObjectives: endpoints.map(nothingFails),
    };
  },
};

function nothingFails({ name, service }: Endpoint): Objective {
  return {
    id: `${name}-errors`,
    service,
    endpoint: name,
    goal: 1,
    periodDays: 1,
    bad: { kind: "errors" },
    owner: service,
    description: `No request to ${name} fails`,
  };
}
