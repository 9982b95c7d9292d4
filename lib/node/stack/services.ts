/**
 * The services of the embedded system: which bundle, which port if it is free, and what its
 * environment says. On a taken port a service listens on another one and tells; there is no moment
 * in which somebody else could take it, because the service itself asks for the port.
 */
import { startPart, type Part, type Surroundings } from "./part.ts";
import { messages } from "./messages.ts";

const readyTimeoutMs = 30_000;

/** What fresh stores hold, the same in every run. */
const embeddedUsers = 10_000;
const embeddedTasks = 1_000;

export interface ServicePlan {
  readonly name: string;
  readonly standardPort: number;
  readonly env: Readonly<Record<string, string>>;
}

export interface RunningService {
  readonly name: string;
  readonly part: Part;
  readonly ports: Ports;
  /** Its own; others may have to reach it through a proxy. */
  readonly address: string;
  /** Pages that Prometheus can scrape, by what they are about: the service's name, or `business`. */
  readonly metrics: Readonly<Record<string, string>>;
  /** Said where it listens elsewhere than usual; null where not. */
  readonly note: string | null;
}

export function postgresService(storeUrl: string): ServicePlan {
  const env = { POSTGRES_URL: storeUrl, SEED_USERS: String(embeddedUsers) };
  return { name: "postgres", standardPort: 8001, env };
}

/** @param dataFile without it a task would be gone with the process that accepted it */
export function mongoService(dataFile: string): ServicePlan {
  const env = { DATA_FILE: dataFile, SEED_TASKS: String(embeddedTasks) };
  return { name: "mongo", standardPort: 8002, env };
}

/** What others need to know of a service. */
export type ReachableService = Pick<RunningService, "name" | "address" | "metrics">;

export function apiService(postgres: ReachableService, mongo: ReachableService): ServicePlan {
  const env = {
    POSTGRES_SERVICE_URL: postgres.address,
    MONGO_SERVICE_URL: mongo.address,
    ...metricsOrigin("POSTGRES_METRICS_URL", postgres),
    ...metricsOrigin("MONGO_METRICS_URL", mongo),
  };
  return { name: "api", standardPort: 8000, env };
}

/** For a service that passes on what another one tells. */
function metricsOrigin(variable: string, { name, metrics }: ReachableService): Record<string, string> {
  const page = metrics[name];
  return page === undefined ? {} : { [variable]: new URL(page).origin };
}

/** @param wanted the ports that it had before, and no others; null for the first start */
export async function startService(
  { name, standardPort, env }: ServicePlan,
  wanted: Ports | null,
  inherited: Readonly<Record<string, string>>,
  surroundings: Surroundings,
): Promise<RunningService> {
  const listening = {
    HOST: "127.0.0.1",
    PORT: String(wanted?.http ?? standardPort),
    PORT_IF_BUSY: wanted === null ? "another" : "fail",
    // Any free ones: on one machine the services' standard port is the same, and Prometheus' own.
    METRICS_PORT: String(wanted?.metrics ?? 0),
    BUSINESS_METRICS_PORT: String(wanted?.businessMetrics ?? 0),
  };
  const part = await startPart(
    {
      name,
      bundle: `services/${name}.mjs`,
      args: [],
      // A line of log per request would be measured with the request.
      env: { ...inherited, ...listening, LOG_LEVEL: "warn", ...env },
      readyTimeoutMs,
    },
    surroundings,
  );
  const { ports } = part.child.ready as { readonly ports: Ports };
  const note = ports.http === standardPort ? null : messages.otherPort(name, standardPort, ports.http);
  return { name, part, ports, address: localAddress(ports.http), metrics: metricsPages(name, ports), note };
}

/** As a service tells them once it is ready. */
export interface Ports {
  readonly http: number;
  readonly metrics?: number;
  readonly businessMetrics?: number;
}

function metricsPages(name: string, { metrics, businessMetrics }: Ports): Record<string, string> {
  return {
    ...(metrics !== undefined && { [name]: `${localAddress(metrics)}/metrics` }),
    ...(businessMetrics !== undefined && { business: `${localAddress(businessMetrics)}/business-metrics` }),
  };
}

function localAddress(port: number): string {
  return `http://127.0.0.1:${port}`;
}
