/** What the public service is told by its environment. */
import { z } from "zod";
import { commonConfiguration, url, wholeNumber } from "../shared/configuration.ts";

export const apiConfiguration = z.object({
  ...commonConfiguration(8000),
  /** The service that owns the users. */
  POSTGRES_SERVICE_URL: url(["http:"]).default("http://127.0.0.1:8001"),
  /** The service that owns the tasks. */
  MONGO_SERVICE_URL: url(["http:"]).default("http://127.0.0.1:8002"),
  /** Longest wait for an answer of another service, everything included. */
  UPSTREAM_DEADLINE_MS: wholeNumber(1, 60_000).default(4_000),
  /** Connections kept to each other service. */
  UPSTREAM_CONNECTIONS: wholeNumber(1, 10_000).default(64),
  /** Keeps users that were read lately. Absent: a cache inside this process. */
  REDIS_URL: url(["redis:", "rediss:"]).optional(),
  /** Of all keys in Redis. */
  CACHE_PREFIX: z.string().max(100, "must have at most 100 characters").default("tidemark:"),
  /** After this long the cache's answer is not waited for any more. */
  CACHE_DEADLINE_MS: wholeNumber(1, 10_000).default(50),
  /** Where the page of business metrics is told, apart from METRICS_PORT. */
  BUSINESS_METRICS_PORT: wholeNumber(0, 65_535).default(9091),
  /** Metrics listeners of the services that own business metrics; of one that is absent none are told. */
  POSTGRES_METRICS_URL: url(["http:"]).optional(),
  MONGO_METRICS_URL: url(["http:"]).optional(),
  /** Longest wait for them. */
  BUSINESS_METRICS_DEADLINE_MS: wholeNumber(1, 60_000).default(2_000),
});

export type ApiConfiguration = z.infer<typeof apiConfiguration>;
