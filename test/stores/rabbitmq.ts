/**
 * A RabbitMQ node of a test's own: name, ports, data, log, cookie and even the port mapper (epmd)
 * are its own, so that the machine's broker and its epmd neither see nor notice it. Debian's
 * wrapper in /usr/sbin is passed over: it changes user and home.
 */
import { join } from "node:path";
import { writeFileSync } from "node:fs";
import { startProgram } from "../../lib/node/process/program.ts";
import { askOverTcp, portOfItsOwn, startOwnStore, type OwnStore } from "./own-store.ts";
import { isExecutable, programOnPath } from "./program-on-path.ts";
import type { StorePlace } from "./store-place.ts";

const debiansScript = "/usr/lib/rabbitmq/bin/rabbitmq-server";

/**
 * @param metricsPort where its plugin for Prometheus is to listen; without one it has no plugins
 * @returns the store, or why there is none
 */
export async function startOwnRabbitMq(
  place: StorePlace,
  metricsPort: number | null = null,
): Promise<OwnStore | string> {
  const command = isExecutable(debiansScript) ? debiansScript : programOnPath("rabbitmq-server");
  const epmd = programOnPath("epmd");
  if (command === null || epmd === null) return "needs rabbitmq-server and epmd on the PATH";
  const folder = place.folder("rabbitmq");
  const port = await portOfItsOwn();
  const epmdPort = await portOfItsOwn();
  writeConfiguration(folder, metricsPort);
  await startOwnEpmd(place, epmd, epmdPort);
  const store = await startOwnStore({
    name: "RabbitMQ",
    url: `amqp://guest:guest@127.0.0.1:${port}`,
    command,
    args: [],
    env: { ...process.env, ...nodeEnvironment(folder, port, epmdPort, await portOfItsOwn()) },
    logFile: place.logFile("rabbitmq"),
    ledger: place.ledger,
    stopSignal: "SIGTERM",
    ask: () => askOverTcp(port, "AMQP\0\0\x09\x01", "\x01"),
  });
  return place.keep(store);
}

const pluginsFile = (folder: string) => join(folder, "enabled_plugins");
const configFile = (folder: string) => join(folder, "own.conf");

function writeConfiguration(folder: string, metricsPort: number | null): void {
  writeFileSync(pluginsFile(folder), metricsPort === null ? "[].\n" : "[rabbitmq_prometheus].\n");
  const listening =
    metricsPort === null ? "" : `prometheus.tcp.ip = 127.0.0.1\nprometheus.tcp.port = ${metricsPort}\n`;
  writeFileSync(configFile(folder), listening);
}

function nodeEnvironment(folder: string, port: number, epmdPort: number, distributionPort: number) {
  return {
    HOME: folder,
    ERL_EPMD_PORT: String(epmdPort),
    ERL_EPMD_ADDRESS: "127.0.0.1",
    RABBITMQ_NODENAME: `tidemark-test-${port}@localhost`,
    RABBITMQ_NODE_IP_ADDRESS: "127.0.0.1",
    RABBITMQ_NODE_PORT: String(port),
    RABBITMQ_DIST_PORT: String(distributionPort),
    RABBITMQ_BASE: folder,
    RABBITMQ_MNESIA_BASE: join(folder, "mnesia"),
    RABBITMQ_LOGS: "-",
    RABBITMQ_ENABLED_PLUGINS_FILE: pluginsFile(folder),
    RABBITMQ_CONF_ENV_FILE: join(folder, "no-such-file"),
    RABBITMQ_CONFIG_FILE: configFile(folder),
    RABBITMQ_PID_FILE: join(folder, "pid"),
  };
}

/** In the foreground, kept like the node; the node would start one that stays behind. */
async function startOwnEpmd(place: StorePlace, command: string, port: number): Promise<void> {
  const program = await startProgram({
    name: "epmd",
    command,
    args: ["-port", String(port), "-address", "127.0.0.1"],
    env: process.env,
    output: { file: place.logFile("epmd") },
    graceMs: 1_000,
    ledger: place.ledger,
  });
  const end = async () => {
    program.killNow();
    await program.exited;
  };
  place.keep({ name: "epmd", url: "", start: () => Promise.resolve(), stop: end, kill: end });
}
