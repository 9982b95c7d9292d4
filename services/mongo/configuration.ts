/** What the service that owns the tasks is told by its environment. */
import { z } from "zod";
import { backgroundConfiguration, commonConfiguration, url, wholeNumber } from "../shared/configuration.ts";

export const mongoConfiguration = z.object({
  ...commonConfiguration(8002),
  ...backgroundConfiguration("tasks"),
  /** Where the store is, which database, and as whom to use it. Absent: a store inside this process. */
  MONGO_URL: url(["mongodb:", "mongodb+srv:"]).optional(),
  /** Where the store inside this process keeps its data. Absent: in memory alone. */
  DATA_FILE: z.string().min(1, "must be the path of a file").optional(),
  POOL_MAX: wholeNumber(1, 1_000).default(10),
  /** Longest wait for a server, and for a connection of the pool. */
  POOL_ACQUIRE_TIMEOUT_MS: wholeNumber(1, 60_000).default(1_000),
  /** After this long the store gives an operation up. */
  OPERATION_TIMEOUT_MS: wholeNumber(1, 60_000).default(2_000),
  /** Tasks that an empty store is filled with, the same on every machine. */
  SEED_TASKS: wholeNumber(0, 1_000_000).default(0),
});

export type MongoConfiguration = z.infer<typeof mongoConfiguration>;
