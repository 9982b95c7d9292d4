/** Does a store that is gone take only that with it which needs it, and is all well once it is back? */
import { experiment, goals } from "../lib/core/experiment/builder.ts";
import type { Experiment } from "../lib/core/experiment/experiment.ts";
import { refusedSoon, untouched } from "./promises.ts";
import { everyEndpoint, readingTraffic, withUntouched } from "./traffic.ts";

const FAULT_SECONDS = 20;
/** Clients look for a store that is back every few seconds: of 40 seconds 16 may be lost. */
const slowlyItselfAgain = goals(0.6, 5, 0.9);

export const postgresOutage = outage({
  store: "postgres",
  description: "Without PostgreSQL users are refused soon, and tasks are listed as ever",
  traffic: withUntouched(
    readingTraffic,
    untouched,
    "api_health",
    "tasks_list",
    "mongo_health",
    "mongo_tasks",
  ),
  fault: refusedSoon,
});

export const mongodbOutage = outage({
  store: "mongodb",
  description: "Without MongoDB tasks are refused soon, and users are listed as ever",
  traffic: withUntouched(
    readingTraffic,
    untouched,
    "api_health",
    "users_list",
    "postgres_health",
    "postgres_users",
  ),
  fault: refusedSoon,
});

export const redisOutage = outage({
  store: "redis",
  description: "Without Redis users are read from their owner: slower, and none is refused",
  traffic: readingTraffic,
  fault: untouched,
});

export const rabbitmqOutage = outage({
  store: "rabbitmq",
  description:
    "Without RabbitMQ users and tasks are read and accepted as ever, and worked off when it is back",
  traffic: everyEndpoint,
  fault: untouched,
});

function outage(of: {
  store: string;
  description: string;
  traffic: Experiment["traffic"];
  fault: Experiment["goals"]["fault"];
}): Experiment {
  return experiment({
    name: `store-outage-${of.store}`,
    description: of.description,
    fault: { kind: "outage", store: of.store },
    faultSeconds: FAULT_SECONDS,
    traffic: of.traffic,
    goals: { fault: of.fault, recovery: slowlyItselfAgain },
  });
}
