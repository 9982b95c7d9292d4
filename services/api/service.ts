/**
 * The public service. Its `/health` tells of itself alone: it owns no store, and a health that
 * fails with the services behind it would have an orchestrator restart the wrong one, and count
 * one outage twice. Whether they answer is what `/ready` tells.
 */
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import { withDeadline } from "../shared/deadline.ts";
import { addHealthRoutes } from "../shared/health.ts";
import type { MetricsCollector } from "../shared/metrics.ts";
import { Problem } from "../shared/problem.ts";
import { activeUsersProbe } from "../shared/probes/active-users-probe.ts";
import { cacheProbe } from "../shared/probes/cache-probe.ts";
import type { Service } from "../shared/run-service.ts";
import { metered, openMetrics, serveMetrics, type Listening } from "../shared/serve-metrics.ts";
import { createServer } from "../shared/server.ts";
import { ActiveUsers } from "./active-users.ts";
import { businessMetrics } from "./business-metrics.ts";
import type { Cache } from "./cache.ts";
import { CachedUserDirectory } from "./cached-user-directory.ts";
import { apiConfiguration, type ApiConfiguration } from "./configuration.ts";
import { MeteredCache } from "./metered-cache.ts";
import { MeteredUserDirectory } from "./metered-user-directory.ts";
import { openCache } from "./open-cache.ts";
import { addTaskRoutes } from "./task-routes.ts";
import { UpstreamError, problemFromUpstreamError } from "./upstream-error.ts";
import { UpstreamTaskDirectory } from "./upstream-task-directory.ts";
import { UpstreamUserDirectory } from "./upstream-user-directory.ts";
import { Upstream } from "./upstream.ts";
import type { UserDirectory } from "./user-directory.ts";
import { addUserRoutes } from "./user-routes.ts";

/** For this long after they registered or were read, users count as active. */
const activeWindowMs = 5 * 60_000;
/** Of a cache that answers: far longer than a round trip. */
const pingDeadlineMs = 1_000;
/** More than this are not kept in mind: a few megabytes. */
const mostActiveUsers = 100_000;

export const apiService: Service<ApiConfiguration> = {
  name: "api",
  configuration: apiConfiguration,
  build: buildApiService,
};

function buildApiService(configuration: ApiConfiguration, logger: Logger): FastifyInstance {
  const app = createServer({ logger, translate: problemFromUpstreamError });
  const postgres = upstream("postgres", configuration.POSTGRES_SERVICE_URL, configuration);
  const mongo = upstream("mongo", configuration.MONGO_SERVICE_URL, configuration);
  const metrics = openMetrics(app, "api", configuration);
  const cache = metered(openCache(configuration, logger), metrics, (plain, m) => new MeteredCache(plain, m));
  const active = new ActiveUsers(activeWindowMs, mostActiveUsers, () => performance.now());
  const users = metered<UserDirectory>(
    new CachedUserDirectory(new UpstreamUserDirectory(postgres), cache),
    metrics,
    (plain, m) => new MeteredUserDirectory(plain, m, active),
  );

  // In a plugin of their own, so that the one that measures them comes first.
  void app.register(async (routes) => {
    addUserRoutes(routes, users);
    addTaskRoutes(routes, new UpstreamTaskDirectory(mongo));
    addHealthRoutes(routes, apiService.name, {
      health: () => Promise.resolve(),
      // Not the cache: without it everything works, only slower.
      ready: async () => {
        await Promise.all([postgres, mongo].map(mustBeReady));
      },
      stores: { cache: () => mustAnswer(cache) },
    });
  });
  if (metrics !== null) {
    const probes = [cacheProbe(cache), activeUsersProbe(() => active.count())];
    serveMetrics(app, {
      metrics,
      configuration,
      logger,
      probes,
      listeners: listenersOf(metrics, configuration),
    });
  }
  // After the last answer.
  app.addHook("onClose", async () => {
    await Promise.all([postgres.close(), mongo.close(), cache.close()]);
  });
  return app;
}

/** Business metrics have a port of their own here: they are scraped by somebody else, and less often. */
function listenersOf(metrics: MetricsCollector, configuration: ApiConfiguration): Listening[] {
  const { METRICS_PORT, BUSINESS_METRICS_PORT, BUSINESS_METRICS_DEADLINE_MS: deadlineMs } = configuration;
  const { POSTGRES_METRICS_URL, MONGO_METRICS_URL } = configuration;
  const sources = Object.entries({ postgres: POSTGRES_METRICS_URL, mongo: MONGO_METRICS_URL }).flatMap(
    ([name, url]) => (url === undefined ? [] : [{ name, url }]),
  );
  const business = () => businessMetrics(metrics, sources, deadlineMs);
  return [
    { as: "metrics", port: METRICS_PORT, pages: { "/metrics": () => metrics.text("service") } },
    { as: "businessMetrics", port: BUSINESS_METRICS_PORT, pages: { "/business-metrics": business } },
  ];
}

function upstream(name: string, url: string, configuration: ApiConfiguration): Upstream {
  const { UPSTREAM_CONNECTIONS: connections, UPSTREAM_DEADLINE_MS: deadlineMs } = configuration;
  return new Upstream({ name, url, connections, deadlineMs });
}

async function mustAnswer(cache: Cache): Promise<void> {
  try {
    await withDeadline(cache.ping(), pingDeadlineMs, () => new Error("the cache does not answer"));
  } catch (error) {
    const detail = "the cache cannot be reached, and is done without";
    throw new Problem({ status: 503, code: "cache-unavailable", detail, retryAfterSeconds: 1 }, error);
  }
}

async function mustBeReady(other: Upstream): Promise<void> {
  const { status } = await other.request({ method: "GET", path: "/ready", headers: {}, body: null });
  if (status !== 200)
    throw new UpstreamError("unavailable", other.name, `not ready: answered ${status}`, {
      retryAfterSeconds: 1,
    });
}
