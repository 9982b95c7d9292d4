/** What a service says of one store behind it, whether it is in need of it or not. */
import { expect } from "chai";
import { apiService } from "../../../services/api/service.ts";
import { mongoService } from "../../../services/mongo/service.ts";
import { services } from "../../../system/services.ts";
import { get } from "./support/http.ts";
import { runInProcess, type RunningService } from "./support/running-service.ts";

/** Nobody listens there. */
const nowhere = "127.0.0.1:1";

describe("what a service says of each of its stores", () => {
  const running: RunningService[] = [];

  async function asked(service: RunningService, ...paths: readonly string[]) {
    running.push(service);
    const answers = await Promise.all(paths.map((path) => get(service.address + path)));
    return answers.map(({ status, body }): unknown[] => [status, body.code ?? body.status]);
  }

  afterEach(async () => {
    await Promise.all(running.splice(0).map((service) => service.close()));
  });

  it("is that a cache is missed, though nothing else is said to be amiss", async () => {
    const api = await runInProcess(apiService, { REDIS_URL: `redis://${nowhere}` });
    expect(await asked(api, "/ready/cache", "/health")).to.deep.equal([
      [503, "cache-unavailable"],
      [200, "ok"],
    ]);
  });

  it("is that a broker is missed, and the store of its records is not", async () => {
    const mongo = await runInProcess(mongoService, { RABBITMQ_URL: `amqp://${nowhere}` });
    expect(await asked(mongo, "/ready/queue", "/ready/records", "/ready")).to.deep.equal([
      [503, "queue-unavailable"],
      [200, "ok"],
      [503, "queue-unavailable"],
    ]);
  });

  it("is good where they are in its own process, on every path that the system describes", async () => {
    const own = { api: await runInProcess(apiService, {}), mongo: await runInProcess(mongoService, {}) };
    for (const [name, service] of Object.entries(own)) {
      const paths = Object.values(services.find((each) => each.name === name)?.stores ?? {});
      const answers = await asked(service, ...paths);
      expect(answers, name).to.deep.equal(paths.map(() => [200, "ok"]));
      expect(paths, name).not.to.deep.equal([]);
    }
  });
});
