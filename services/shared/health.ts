/**
 * Four questions to a service, a route each. `/livez`: does the process answer (restart it if
 * not)? `/health`: does it and what it owns work, found out by a real round trip to its store?
 * `/ready`: may traffic be sent to it now? `/ready/...`: does it reach this one store, needed or not?
 * A probe that throws makes the answer a problem body.
 */
import type { FastifyInstance } from "fastify";

export type Probe = () => Promise<void>;

export interface Probes {
  readonly health: Probe;
  readonly ready: Probe;
  /** By what the store holds: a path must not depend on the product. */
  readonly stores: Readonly<Record<string, Probe>>;
}

const answerSchema = {
  response: {
    200: {
      type: "object",
      properties: { status: { type: "string" }, service: { type: "string" } },
      required: ["status", "service"],
    },
  },
};

export function addHealthRoutes(app: FastifyInstance, service: string, probes: Probes): void {
  const ok = { status: "ok", service };
  const route = (path: string, probe: Probe) =>
    app.get(path, { schema: answerSchema }, async () => {
      await probe();
      return ok;
    });
  route("/livez", () => Promise.resolve());
  route("/health", probes.health);
  route("/ready", probes.ready);
  for (const [store, probe] of Object.entries(probes.stores)) route(`/ready/${store}`, probe);
}
