import { expect } from "chai";
import { apiService } from "../../../services/api/service.ts";
import { mongoService } from "../../../services/mongo/service.ts";
import { startOwnMongo } from "../../stores/ferretdb.ts";
import type { OwnStore } from "../../stores/own-store.ts";
import { startOwnRabbitMq } from "../../stores/rabbitmq.ts";
import { startOwnRedis } from "../../stores/redis.ts";
import { storePlace, type StorePlace } from "../../stores/store-place.ts";
import { readPrometheusText, valueOf, type Labels } from "../../support/prometheus-text.ts";
import { skipBecause } from "../../support/skip.ts";
import { eventually, runInProcess, type RunningService } from "./support/running-service.ts";

interface Reading {
  readonly probe: string;
  readonly start: (place: StorePlace) => Promise<OwnStore | string>;
  readonly serve: (url: string) => Promise<RunningService>;
  readonly name: string;
  readonly labels: Labels;
  readonly isPlausible: (value: number) => boolean;
  /** Also told while the store is away, because it is read in this process. */
  readonly alsoAway: boolean;
}

const env = { HEALTH_INTERVAL_MS: "100", HEALTH_DEADLINE_MS: "1000" };

const readings: Readonly<Record<string, Reading>> = {
  Redis: {
    probe: "cache",
    start: startOwnRedis,
    serve: (url) => runInProcess(apiService, { ...env, REDIS_URL: url }),
    name: "cache_size_bytes",
    labels: { cache_type: "redis" },
    // An empty server takes about a megabyte.
    isPlausible: (bytes) => bytes > 100_000 && bytes < 1e9,
    alsoAway: false,
  },
  RabbitMQ: {
    probe: "queue",
    start: startOwnRabbitMq,
    serve: (url) => runInProcess(mongoService, { ...env, RABBITMQ_URL: url }),
    name: "message_queue_size",
    labels: {},
    isPlausible: (messages) => messages === 0,
    alsoAway: false,
  },
  "MongoDB's protocol": {
    probe: "mongodb",
    start: startOwnMongo,
    serve: (url) => runInProcess(mongoService, { ...env, MONGO_URL: url }),
    name: "database_connections_active",
    labels: { database_type: "mongodb" },
    isPlausible: (connections) => connections >= 0 && connections <= 10,
    alsoAway: true,
  },
};

for (const [store, { probe, start, serve, name, labels, isPlausible, alsoAway }] of Object.entries(
  readings,
)) {
  describe(`the readings of ${store}, of a server of the test's own`, function () {
    this.timeout(180_000);
    let place: StorePlace;
    let server: OwnStore;
    let service: RunningService;

    before(async function () {
      place = storePlace();
      const started = await start(place);
      if (typeof started === "string") return skipBecause(this, started);
      server = started;
      service = await serve(server.url);
    });

    after(async () => {
      await (service as RunningService | undefined)?.close();
      await place.remove();
    });

    const read = async (metric: string, of: Labels) => {
      const answer = await fetch(`http://127.0.0.1:${service.metricsPorts.metrics}/metrics`);
      expect(answer.status).to.equal(200);
      return valueOf(readPrometheusText(await answer.text()), metric, of);
    };
    const isUp = (up: number) =>
      eventually(`up is ${up}`, async () => (await read("health_probe_up", { probe })) === up, 60_000);

    it("are real, gone while it is away, and back when it is", async () => {
      await isUp(1);
      expect(await read(name, labels)).to.satisfy(isPlausible);
      await server.stop();
      await isUp(0);
      expect((await read(name, labels)) !== null).to.equal(alsoAway);
      await server.start();
      await isUp(1);
      expect(await read(name, labels)).to.satisfy(isPlausible);
    });
  });
}
