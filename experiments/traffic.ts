/** The load under which faults are injected: every endpoint that it names, at the same steady rate. */
import type { Experiment } from "../lib/core/experiment/experiment.ts";

/** Half a minute of it decides 98 % (149 requests), ten seconds of it 95 % (59). */
const RATE_PER_SECOND = 6;

/** All that can be asked without a journey. */
export const everyEndpoint = traffic(
  ...["api_health", "users_list", "users_get", "users_create", "tasks_list", "tasks_get", "tasks_create"],
  ...["postgres_health", "postgres_users", "mongo_health", "mongo_tasks"],
);

/** What users and their owner answer. */
export const usersTraffic = traffic("api_health", "users_list", "postgres_health", "postgres_users");

/** All that only reads: what a fault that lasts longer leaves undone is not written twice. */
export const readingTraffic = traffic(
  ...["api_health", "users_list", "tasks_list"],
  ...["postgres_health", "postgres_users", "mongo_health", "mongo_tasks"],
);

/** The same requests; those to the endpoints are to be as good as ever while the fault lasts. */
export function withUntouched(
  all: Experiment["traffic"],
  faultGoals: Experiment["goals"]["fault"],
  ...endpoints: readonly string[]
): Experiment["traffic"] {
  return all.map((each) => (endpoints.includes(each.endpoint) ? { ...each, faultGoals } : each));
}

function traffic(...endpoints: readonly string[]): Experiment["traffic"] {
  return endpoints.map((endpoint) => ({ endpoint, ratePerSecond: RATE_PER_SECOND }));
}
