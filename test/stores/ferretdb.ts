/**
 * A MongoDB of a test's own: `mongod` where one is on the PATH, else FerretDB on SQLite, built once
 * from `test/ferretdb` into the cache folder (half a minute, where Go is installed).
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../../lib/node/process/folders.ts";
import { installRoot } from "../../lib/node/process/install-root.ts";
import { fromCache } from "../../lib/node/tools/from-cache.ts";
import { fromGo } from "../../lib/node/tools/from-go.ts";
import { removeLeftovers } from "../../lib/node/tools/install.ts";
import { withInstallLock } from "../../lib/node/tools/install-lock.ts";
import { thisPlatform } from "../../lib/node/tools/platform.ts";
import { firstFound } from "../../lib/node/tools/resolve-tool.ts";
import { defaultLimits, type Search } from "../../lib/node/tools/search.ts";
import { askOverTcp, portOfItsOwn, startOwnStore, type OwnStore } from "./own-store.ts";
import { programOnPath } from "./program-on-path.ts";
import type { StorePlace } from "./store-place.ts";

const goModule = "test/ferretdb";

/** @returns the store, or why there is none; its name says which server it is */
export async function startOwnMongo(place: StorePlace): Promise<OwnStore | string> {
  const server = await findServer();
  if (typeof server === "string") return server;
  const port = await portOfItsOwn();
  const store = await startOwnStore({
    name: server.name,
    url: `mongodb://127.0.0.1:${port}`,
    command: server.command,
    args: server.args(port, place.folder("mongo")),
    env: server.env,
    logFile: place.logFile("mongo"),
    ledger: place.ledger,
    stopSignal: "SIGTERM",
    ask: () => askOverTcp(port, hello(), ""),
  });
  return place.keep(store);
}

/** `{ hello: 1, $db: "admin" }` as MongoDB's wire protocol has it (OP_MSG): too small a thing for a driver. */
function hello(): string {
  const document = "\x1f\0\0\0\x10hello\0\x01\0\0\0\x02$db\0\x06\0\0\0admin\0\0";
  const opMsg = "\xdd\x07\0\0";
  const header = `\x34\0\0\0\x01\0\0\0\0\0\0\0${opMsg}`;
  return `${header}\0\0\0\0\0${document}`;
}

interface MongoServer {
  readonly name: string;
  readonly command: string;
  readonly env: NodeJS.ProcessEnv;
  readonly args: (port: number, folder: string) => readonly string[];
}

async function findServer(): Promise<MongoServer | string> {
  const mongod = programOnPath("mongod");
  if (mongod !== null) {
    const args = (port: number, folder: string) => [
      "--port",
      String(port),
      "--bind_ip",
      "127.0.0.1",
      "--dbpath",
      folder,
    ];
    return { name: "MongoDB", command: mongod, env: process.env, args };
  }
  const ferretdb = await builtFerretDb();
  if (typeof ferretdb === "string") return ferretdb;
  const args = (port: number, folder: string) => ["-listen", `127.0.0.1:${port}`, "-data", folder];
  // It decodes whole collections (see its README), and collecting that garbage is a third of the cost.
  const env = { ...process.env, GOGC: "800" };
  return { name: "FerretDB in MongoDB's place", command: ferretdb.path, env, args };
}

/** @returns where the program is, or why it cannot be had */
async function builtFerretDb(): Promise<{ readonly path: string } | string> {
  const search = ferretDbSearch();
  const cached = await fromCache(search);
  if (cached.kind === "found") return cached.tool;
  const built = await withInstallLock(search, async () => {
    await removeLeftovers(search);
    return firstFound([fromCache, fromGo], search);
  });
  if (built.kind === "found") return built.tool;
  const why = built.tried.map((way) => `${way.way}: ${way.why}`).join("; ");
  return `needs mongod on the PATH, or FerretDB, which could not be built (${why})`;
}

function ferretDbSearch(): Search {
  const version = pinnedVersion();
  return {
    name: "ferretdb",
    program: {
      licence: "Apache-2.0",
      installPage: "https://docs.ferretdb.io/v1.24/",
      executable: "ferretdb",
      version,
      accepts: version,
      versionCommand: { arguments: ["-version"], pattern: "^ferretdb v(\\S+)$" },
      environment: { binary: "", baseUrl: null },
      release: null,
      goModule,
    },
    env: { ...process.env, GOFLAGS: "-tags=ferretdb_no_postgresql" },
    cacheFolder: join(cacheFolder(process.env), "for-tests", fingerprint()),
    platform: thisPlatform,
    limits: defaultLimits,
    say: (line) => process.stderr.write(`    ${line}\n`),
    signal: new AbortController().signal,
  };
}

function readModuleFile(name: string): string {
  return readFileSync(join(installRoot(), goModule, name), "utf8");
}

function pinnedVersion(): string {
  const version = /FerretDB\/FerretDB v(\S+)/.exec(readModuleFile("go.mod"))?.[1];
  if (version === undefined) throw new Error(`${goModule}/go.mod names no version of FerretDB`);
  return version;
}

/** Of what the program is built from: a change there is another program. */
function fingerprint(): string {
  const hash = createHash("sha256");
  for (const name of ["main.go", "go.mod", "go.sum"]) hash.update(readModuleFile(name));
  return hash.digest("hex").slice(0, 12);
}
