import { expect } from "chai";
import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import { syntheticTrafficHeader } from "../../../lib/core/record/names.ts";
import { createLogger } from "../../../services/shared/logger.ts";
import { metricsPlugin } from "../../../services/shared/metrics-plugin.ts";
import { MetricsCollector } from "../../../services/shared/metrics.ts";
import { createServer } from "../../../services/shared/server.ts";

import { readPrometheusText, valueOf, type Labels } from "../../support/prometheus-text.ts";
import { eventually } from "./support/running-service.ts";

describe("the metrics of an HTTP server", () => {
  let app: FastifyInstance;
  let metrics: MetricsCollector;
  let address: string;
  /** Ends the request that waits in the handler of `/slow`. */
  let release: () => void;

  beforeEach(async () => {
    metrics = new MetricsCollector({ service: "api", objectives: [] });
    app = createServer({ logger: createLogger("api", "silent"), translate: () => null });
    const held = new Promise<void>((resolve) => (release = resolve));
    void app.register(metricsPlugin, { http: metrics.http });
    void app.register(async (routes) => {
      routes.get("/things/:id", async () => ({ ok: true }));
      routes.post("/things", async (_request, reply) => reply.code(201).send({ ok: true }));
      routes.get("/broken", async () => {
        throw new Error("broken");
      });
      routes.get("/slow", async () => {
        await held;
        return { ok: true };
      });
    });
    address = await app.listen({ host: "127.0.0.1", port: 0 });
  });

  afterEach(async () => {
    release();
    await app.close();
  });

  const families = async () => readPrometheusText(await metrics.text("service"));
  const requests = async (labels: Labels = {}) => valueOf(await families(), "http_requests_total", labels);

  it("have a series of every route, with zero, before the first request", async () => {
    for (const endpoint of ["/things/:id", "/things", "/broken", "/slow", "unknown"]) {
      expect(await requests({ endpoint })).to.equal(0);
      const count = valueOf(await families(), "http_request_duration_seconds_count", { endpoint });
      expect(count).to.equal(0);
    }
  });

  it("count each request once under its route, whatever its answer, in counter and histogram alike", async () => {
    const sent: [path: string, endpoint: string, status: string, times: number][] = [
      ["/things/1", "/things/:id", "200", 3],
      ["/broken", "/broken", "500", 2],
      ["/nowhere", "unknown", "404", 4],
      ["/things/%zz", "unknown", "400", 2],
    ];
    for (const [path, , , times] of sent) {
      for (let i = 0; i < times; i++) await (await fetch(`${address}${path}`)).text();
    }
    await eventually("everything is counted", async () => (await requests()) === 11);
    for (const [, endpoint, status_code, times] of sent) {
      const labels = { method: "GET", endpoint, traffic: "user" };
      expect(await requests({ ...labels, status_code }), endpoint + status_code).to.equal(times);
    }
    const timed = valueOf(await families(), "http_request_duration_seconds_count", { endpoint: "unknown" });
    expect(timed).to.equal(6);
  });

  it("tell a test's traffic from that of users", async () => {
    const headers = { [syntheticTrafficHeader.name]: syntheticTrafficHeader.value };
    await fetch(`${address}/things/1`, { headers });
    await fetch(`${address}/things/1`, { headers: { ...headers, "x-other": "1" } });
    await fetch(`${address}/things/1`, { headers: { [syntheticTrafficHeader.name]: "else" } });
    await eventually("everything is counted", async () => (await requests()) === 3);
    expect(await requests({ traffic: "synthetic" })).to.equal(2);
    expect(await requests({ traffic: "user" })).to.equal(1);
  });

  it("count a request whose caller left as 499, once, with the time until it left", async () => {
    const { port } = new URL(address);
    const socket = connect(Number(port), "127.0.0.1");
    socket.write("GET /slow HTTP/1.1\r\nhost: x\r\n\r\n");
    await delay(100);
    socket.destroy();
    await once(socket, "close");
    await eventually("it is counted", async () => (await requests({ status_code: "499" })) === 1);
    release();
    await delay(50);
    expect(await requests({ endpoint: "/slow" })).to.equal(1);
    const seconds = valueOf(await families(), "http_request_duration_seconds_sum", { endpoint: "/slow" });
    expect(seconds).to.be.within(0.05, 2);
  });

  it("get no series from a thousand paths, ids, queries and methods that nobody knows", async () => {
    const series = async () =>
      (await metrics.text("service")).split("\n").filter((line) => line.startsWith("http_"));
    for (const path of ["/things/1", "/nowhere", "/things/%zz"])
      await (await fetch(`${address}${path}`)).text();
    for (const method of ["PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "PROPFIND", "LOCK"]) {
      await fetch(`${address}/nowhere`, { method });
    }
    const names = async () => (await series()).map((line) => line.slice(0, line.lastIndexOf(" "))).sort();
    await eventually("everything is counted", async () => (await requests()) === 10);
    const before = await names();
    for (let i = 0; i < 1_000; i += 20) {
      const some = Array.from({ length: 20 }, async (_, j) => {
        const random = Math.random().toString(36).slice(2);
        const paths = [
          `/${random}`,
          `/things/${i + j}`,
          `/things/${random}?q=${random}`,
          `/things/%z${random}`,
        ];
        const path = paths[(i + j) % paths.length]!;
        await (await fetch(`${address}${path}`, { headers: { "x-request-id": random } })).text();
      });
      await Promise.all(some);
    }
    await eventually("everything is counted", async () => (await requests()) === 1_010);
    expect(await names()).to.deep.equal(before);
  });
});
