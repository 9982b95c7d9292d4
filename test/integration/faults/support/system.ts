/**
 * The three built services, wired to stores of the test's own. Where a store cannot be had, the
 * service gets its embedded adapter, and `missing` says why.
 */
import { startOwnMongo } from "../../../stores/ferretdb.ts";
import type { OwnStore } from "../../../stores/own-store.ts";
import { startOwnPostgres } from "../../../stores/postgres.ts";
import { startOwnRabbitMq } from "../../../stores/rabbitmq.ts";
import { startOwnRedis } from "../../../stores/redis.ts";
import { storePlace, type StorePlace } from "../../../stores/store-place.ts";
import { get } from "../../services/support/http.ts";
import { eventually } from "../../services/support/running-service.ts";
import { startOwnService, type OwnService, type ServiceName } from "./own-service.ts";
import type { Owners } from "./worked-off.ts";

export type StoreName = "PostgreSQL" | "MongoDB" | "Redis" | "RabbitMQ";

export interface SystemUnderFaults {
  readonly services: Readonly<Record<ServiceName, OwnService>>;
  /** The store, or why there is none. */
  readonly stores: Readonly<Record<StoreName, OwnStore | string>>;
  readonly owners: Owners;
  readonly place: StorePlace;
}

const seedUsers = 200;
const readyLimitMs = 30_000;
/** So long that at any moment some work is in hand, and so short that none piles up. */
const slowWork = { WORK_DURATION_MS: "100" };

export async function startSystem(): Promise<SystemUnderFaults> {
  const place = storePlace();
  try {
    return await startIn(place);
  } catch (error) {
    await place.remove();
    throw error;
  }
}

async function startIn(place: StorePlace): Promise<SystemUnderFaults> {
  const [PostgreSQL, MongoDB, Redis, RabbitMQ] = await Promise.all([
    startOwnPostgres(place),
    startOwnMongo(place),
    startOwnRedis(place),
    startOwnRabbitMq(place),
  ]);
  const queue = { ...where("RABBITMQ_URL", RabbitMQ), ...slowWork };
  const users = { POSTGRES_URL: PostgreSQL.url, SEED_USERS: String(seedUsers), ...queue };
  const postgres = await startOwnService(place, "postgres", users);
  const mongo = await startOwnService(place, "mongo", { ...where("MONGO_URL", MongoDB), ...queue });
  const api = await startOwnService(place, "api", {
    POSTGRES_SERVICE_URL: postgres.address,
    MONGO_SERVICE_URL: mongo.address,
    ...where("REDIS_URL", Redis),
  });
  await eventually("ready", async () => (await get(`${api.address}/ready`)).status === 200, readyLimitMs);
  return {
    services: { api, postgres, mongo },
    stores: { PostgreSQL, MongoDB, Redis, RabbitMQ },
    owners: { users: postgres.address, tasks: mongo.address },
    place,
  };
}

function where(variable: string, store: OwnStore | string): Record<string, string> {
  return typeof store === "string" ? {} : { [variable]: store.url };
}
