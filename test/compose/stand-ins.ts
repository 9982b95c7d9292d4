/**
 * Which image of docker-compose.yml is stood in for by what? Each stand-in is the real program: of
 * another version where Debian has only that, or another program (FerretDB) where there is none.
 * Images that are not here cannot be had: `unavailable` says why.
 */
import type { GoProgramName } from "./go-programs.ts";

export interface StandIn {
  /** Stage of stand-ins/Dockerfile. */
  readonly stage: string;
  readonly is: string;
  readonly program: GoProgramName | null;
}

const sameVersion = (stage: GoProgramName): StandIn => ({
  stage,
  is: "the same version, built from its Go module",
  program: stage,
});

/** By service of docker-compose.yml. */
export const standIns: Readonly<Record<string, StandIn>> = {
  postgres: { stage: "postgres", is: "PostgreSQL 15 of Debian 12", program: null },
  redis: { stage: "redis", is: "Redis 7.0 of Debian 12", program: null },
  rabbitmq: { stage: "rabbitmq", is: "RabbitMQ 3.10 of Debian 12", program: null },
  mongodb: { stage: "mongo", is: "FerretDB 1.24.0 on SQLite, from its Go module", program: "ferretdb" },
  prometheus: { ...sameVersion("prometheus"), is: "the same version, from its Go module, without its pages" },
  alertmanager: sameVersion("alertmanager"),
  "node-exporter": sameVersion("node-exporter"),
  "postgres-exporter": sameVersion("postgres-exporter"),
  "mongodb-exporter": sameVersion("mongodb-exporter"),
  "redis-exporter": { stage: "redis-exporter", is: "redis_exporter 1.45 of Debian 12", program: null },
  toxiproxy: sameVersion("toxiproxy"),
};

/** By service: why there is no stand-in. */
export const unavailable: Readonly<Record<string, string>> = {
  grafana:
    "its pages are built by its own toolchain and come in no package; its provisioning is checked as data",
  cadvisor:
    "its command is in no module or package; the names that it exports are in monitoring/catalogue, with their source",
};
