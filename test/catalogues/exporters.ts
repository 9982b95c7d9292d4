/**
 * Exporters that run here, each with a server of its own, as docker-compose.yml runs them. Where
 * their image's version cannot be had, the catalogue's `source` says which one answered.
 */
import { join } from "node:path";
import getPort from "get-port";
import { connect } from "amqplib";
import { startProgram } from "../../lib/node/process/program.ts";
import { declareQueues } from "../../services/shared/rabbitmq/queues.ts";
import { builtGoProgram, type GoProgramName, goPrograms } from "../compose/go-programs.ts";
import { kept, keptFolder } from "../compose/kept.ts";
import { run } from "../compose/run.ts";
import { askUntil } from "../heavy/support/ask-until.ts";
import { startOwnPostgres } from "../stores/postgres.ts";
import { startOwnRabbitMq } from "../stores/rabbitmq.ts";
import { startOwnRedis } from "../stores/redis.ts";
import type { OwnStore } from "../stores/own-store.ts";
import type { StorePlace } from "../stores/store-place.ts";
import type { Catalogue } from "./catalogue.ts";
import { metricsOfPage } from "./exposition.ts";

const answerLimitMs = 60_000;
const say = (line: string) => void process.stderr.write(`    ${line}\n`);

export async function nodeExporter(place: StorePlace): Promise<Catalogue> {
  const text = await pageOf(place, {
    command: await built("node-exporter", "node_exporter"),
    args: (address) => [`--web.listen-address=${address}`],
  });
  return {
    job: "node-exporter",
    source: sourceOf("node-exporter", "on Linux"),
    metrics: metricsOfPage(text),
  };
}

export async function postgresExporter(place: StorePlace): Promise<Catalogue> {
  const store = await startOwnPostgres(place);
  const text = await pageOf(place, {
    command: await built("postgres-exporter", "postgres_exporter"),
    args: (address) => [`--web.listen-address=${address}`],
    env: { DATA_SOURCE_NAME: `${store.url}?sslmode=disable` },
    until: /^pg_stat_activity_count/m,
  });
  const source = sourceOf("postgres-exporter", "on the PostgreSQL of the embedded system");
  return { job: "postgres-exporter", source, metrics: metricsOfPage(text) };
}

/** The module's sum is not in Go's checksum database: the version of Debian is asked instead. */
export async function redisExporter(place: StorePlace): Promise<Catalogue> {
  const store = there(await startOwnRedis(place));
  const folder = await kept(keptFolder(process.env, "debian-redis-exporter"), async (scratch) => {
    await run("apt-get", ["download", "prometheus-redis-exporter"], { env: process.env, cwd: scratch });
    await run("sh", ["-c", "dpkg --extract ./*.deb ."], { env: process.env, cwd: scratch });
  });
  const text = await pageOf(place, {
    command: join(folder, "usr/bin/prometheus-redis-exporter"),
    args: (address) => [`-web.listen-address=${address}`],
    env: { REDIS_ADDR: store.url },
    until: /^redis_up 1/m,
  });
  const source = "prometheus-redis-exporter 1.45.0 of Debian 12, on Redis 7.0 (docker-compose.yml: v1.74.0)";
  return { job: "redis-exporter", source, metrics: metricsOfPage(text) };
}

export async function rabbitMq(place: StorePlace): Promise<Catalogue> {
  const metricsPort = await getPort();
  const store = there(await startOwnRabbitMq(place, metricsPort));
  const connection = await connect(store.url);
  try {
    await declareQueues(await connection.createChannel(), "tasks");
    const text = await answered(
      `http://127.0.0.1:${metricsPort}/metrics/per-object`,
      /^rabbitmq_queue_messages_ready\{/m,
    );
    const source =
      "rabbitmq_prometheus of RabbitMQ 3.10.8 of Debian 12, /metrics/per-object (docker-compose.yml: 4.1.4)";
    return { job: "rabbitmq-exporter", source, metrics: metricsOfPage(text) };
  } finally {
    await connection.close();
  }
}

interface Exporter {
  readonly command: string;
  readonly args: (address: string) => readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** In the page once the exporter has reached its server. */
  readonly until?: RegExp;
}

async function pageOf(
  place: StorePlace,
  { command, args, env = {}, until = /^/ }: Exporter,
): Promise<string> {
  const address = `127.0.0.1:${await getPort()}`;
  const program = await startProgram({
    name: "exporter",
    command,
    args: args(address),
    env: { ...process.env, ...env },
    output: { file: place.logFile(`exporter-${address}`) },
    graceMs: 1_000,
    ledger: place.ledger,
  });
  try {
    return await answered(`http://${address}/metrics`, until);
  } finally {
    program.killNow();
    await program.exited;
  }
}

async function answered(url: string, until: RegExp): Promise<string> {
  const ask = () =>
    fetch(url).then(
      (answer) => answer.text(),
      () => "",
    );
  const text = await askUntil(ask, (page) => page !== "" && until.test(page), answerLimitMs);
  if (text === "" || !until.test(text))
    throw new Error(`${url} must tell ${until.source}, got ${text.slice(0, 300)}`);
  return text;
}

async function built(name: GoProgramName, file: string): Promise<string> {
  return join(await builtGoProgram(name, process.env, say), file);
}

function sourceOf(name: GoProgramName, where: string): string {
  const { module, version } = goPrograms[name];
  return `${module}@${version}, ${where}`;
}

function there(store: OwnStore | string): OwnStore {
  if (typeof store === "string") throw new Error(store);
  return store;
}
