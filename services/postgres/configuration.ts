/** What the service that owns the users is told by its environment. */
import { z } from "zod";
import { backgroundConfiguration, commonConfiguration, url, wholeNumber } from "../shared/configuration.ts";

export const postgresConfiguration = z.object({
  ...commonConfiguration(8001),
  ...backgroundConfiguration("registrations"),
  /** Where the store is and as whom to use it. */
  POSTGRES_URL: url(["postgres:", "postgresql:"]),
  POOL_MAX: wholeNumber(1, 1_000).default(10),
  /** Longest wait for a connection of the pool, and for a new one to be made. */
  POOL_ACQUIRE_TIMEOUT_MS: wholeNumber(1, 60_000).default(1_000),
  /** After this long the store gives a statement up. */
  STATEMENT_TIMEOUT_MS: wholeNumber(1, 60_000).default(2_000),
  /** Users that an empty table is filled with, the same on every machine. */
  SEED_USERS: wholeNumber(0, 10_000_000).default(0),
});

export type PostgresConfiguration = z.infer<typeof postgresConfiguration>;
