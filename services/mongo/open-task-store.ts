/** The store that the configuration asks for: MongoDB where it names one, else one in this process. */
import type { DatabaseType } from "../shared/metrics.ts";
import { mongodbProbe } from "../shared/probes/mongodb-probe.ts";
import { nedbProbe } from "../shared/probes/nedb-probe.ts";
import { poolProbe } from "../shared/probes/pool-probe.ts";
import type { Probe } from "../shared/probes/probe.ts";
import type { MongoConfiguration } from "./configuration.ts";
import { createMongoClient } from "./mongo-client.ts";
import { watchPool } from "./mongo-pool-state.ts";
import { MongoTaskRepository } from "./mongo-task-repository.ts";
import { NedbTaskRepository } from "./nedb-task-repository.ts";
import type { TaskRepository } from "./task-repository.ts";

export interface TaskStore {
  readonly tasks: TaskRepository;
  readonly database: DatabaseType;
  /** What there is to read about it. */
  readonly probes: readonly Probe[];
}

/** Over the two waits of an operation: what the driver and a busy machine take. */
const marginMs = 500;

export function openTaskStore(configuration: MongoConfiguration): TaskStore {
  const { MONGO_URL, DATA_FILE, POOL_ACQUIRE_TIMEOUT_MS, OPERATION_TIMEOUT_MS } = configuration;
  if (MONGO_URL === undefined) {
    const tasks = new NedbTaskRepository(DATA_FILE ?? null);
    return { tasks, database: "nedb", probes: [nedbProbe(() => tasks.ping())] };
  }
  const client = createMongoClient(MONGO_URL, configuration);
  const tasks = new MongoTaskRepository({
    client,
    operationTimeoutMs: OPERATION_TIMEOUT_MS,
    deadlineMs: POOL_ACQUIRE_TIMEOUT_MS + OPERATION_TIMEOUT_MS + marginMs,
  });
  const serverStatus = () => client.db("admin").command({ serverStatus: 1 });
  const probes = [
    poolProbe("mongodb", watchPool(client)),
    mongodbProbe({ serverStatus, ping: () => tasks.ping() }),
  ];
  return { tasks, database: "mongodb", probes };
}
