/**
 * How do the services that own the data fare under many users at once, and does an exhausted pool of
 * connections refuse cleanly and recover? Closed models but for the recovery, which is judged at a
 * modest rate of arrivals.
 */
import type { Objective } from "../../lib/core/objective/objective.ts";
import { constantRate } from "../../lib/core/plan/constant-rate.ts";
import { once } from "../../lib/core/plan/executor.ts";
import { oneAfterAnother } from "../../lib/core/plan/one-after-another.ts";
import type { K6Executor, ScenarioContext, ScenarioDefinition } from "../../lib/core/plan/plan.ts";
import { sharedIterations } from "../../lib/core/plan/shared-iterations.ts";
import { afterWarmup } from "../../lib/core/plan/warm-up.ts";

const queries = ["postgres_health", "postgres_users", "mongo_health", "mongo_tasks"] as const;
const QUERY_REQUESTS = 10_000;
const QUERY_USERS = 50;

const exhausted = "postgres_users";
const EXHAUSTION_GROUPS = 5;
const GROUP_REQUESTS = 1_000;
const GROUP_USERS = 100;
/** A refusal says so: 503 with `Retry-After`, and soon. */
const REFUSAL_STATUSES = [200, 503];
const REFUSAL_LIMIT_SECONDS = 5;

const RECOVERY_RATE = 20;
const RECOVERY_SECONDS = 45;

export const database: ScenarioDefinition = {
  name: "database",
  summary: "50 users at once on each data service, then its pool of connections exhausted, and its recovery",
  // The duration is the longest that one test may take, the rate that of the recovery.
  defaults: {
    ratePerSecond: RECOVERY_RATE,
    durationSeconds: 60,
    warmupSeconds: 2,
    checkEveryNthBody: 100,
  },
  takes: ["only"],
  tests: [...queries, "exhaustion"],

  traffic({ ratePerSecond, durationSeconds, warmupSeconds, vus, only }, context) {
    const wanted = (name: string) => only?.includes(name) ?? true;
    const steady = queries
      .filter(wanted)
      .map((endpoint) => [steadyQueries(endpoint, { durationSeconds, vus }, context)]);
    const refusal = wanted("exhaustion");
    const groups = [
      ...steady,
      ...(refusal ? [exhaustion(durationSeconds, context), [recovery(ratePerSecond, vus, context)]] : []),
    ];
    return {
      executors: afterWarmup(oneAfterAnother(groups), warmupSeconds),
      ownObjectives: [...context.objectives, ...refusalObjectives],
      recoveries: refusal ? [{ after: "exhaustion", in: "recovery" }] : [],
    };
  },
};

function steadyQueries(
  endpoint: string,
  { durationSeconds, vus }: { durationSeconds: number; vus: number | null },
  context: ScenarioContext,
): K6Executor {
  const executor = sharedIterations(
    {
      name: endpoint,
      phase: endpoint,
      sends: [once(endpoint)],
      iterations: QUERY_REQUESTS,
      concurrent: vus ?? QUERY_USERS,
      longestSeconds: durationSeconds,
    },
    context,
  );
  return { ...executor, judgedBy: teamObjectives(endpoint, context) };
}

/** Many groups at once want more connections than the pool has. */
function exhaustion(durationSeconds: number, context: ScenarioContext): K6Executor[] {
  return Array.from({ length: EXHAUSTION_GROUPS }, (_, index) => ({
    ...sharedIterations(
      {
        name: `exhaustion_${index + 1}`,
        phase: "exhaustion",
        sends: [once(exhausted)],
        iterations: GROUP_REQUESTS,
        concurrent: GROUP_USERS,
        longestSeconds: durationSeconds,
      },
      context,
    ),
    expectedStatuses: REFUSAL_STATUSES,
    judgedBy: refusalObjectives.map(({ id }) => id),
  }));
}

function recovery(ratePerSecond: number, vus: number | null, context: ScenarioContext): K6Executor {
  const executor = constantRate(
    {
      name: "recovery",
      phase: "recovery",
      sends: [once(exhausted)],
      ratePerSecond,
      durationSeconds: RECOVERY_SECONDS,
      vus,
    },
    context,
  );
  return { ...executor, judgedBy: teamObjectives(exhausted, context) };
}

function teamObjectives(endpoint: string, { objectives }: ScenarioContext): string[] {
  return objectives.filter((objective) => objective.endpoint === endpoint).map(({ id }) => id);
}

const refusal = { service: "postgres", endpoint: exhausted, periodDays: 30, owner: "postgres" };

const refusalObjectives: readonly Objective[] = [
  {
    ...refusal,
    id: "pool_exhaustion-errors",
    goal: 0.999,
    bad: { kind: "errors" },
    description: "A request to an exhausted pool is answered, or refused with 503",
  },
  {
    ...refusal,
    id: "pool_exhaustion-latency",
    goal: 0.99,
    bad: { kind: "slowerThan", limitSeconds: REFUSAL_LIMIT_SECONDS },
    description: "and soon: it never hangs",
  },
];
