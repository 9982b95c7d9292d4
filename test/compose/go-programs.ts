/**
 * Programs that are published as Go modules, at the version that docker-compose.yml names. Each is
 * built in a copy of its module, with the module's own go.mod and go.sum; Go checks the module
 * against its checksum database, and this table against what Go has fetched.
 */
import { chmodSync, cpSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { kept, keptFolder } from "./kept.ts";
import { run } from "./run.ts";

export interface GoProgram {
  readonly module: string;
  readonly version: string;
  /** As go.sum has it. */
  readonly sum: string;
  /** Name of the program -> its package in the module. */
  readonly packages: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
  /** Variable of the program's that says its version, and what its releases say there. */
  readonly says: { readonly variable: string; readonly version: string } | null;
  /** Files that the module's own build writes before it compiles. */
  readonly generated: Readonly<Record<string, string>>;
}

const plain = { tags: [], says: null, generated: {} } as const;
const asPrometheus = (version: string) => ({
  variable: "github.com/prometheus/common/version.Version",
  version,
});

export const goPrograms = {
  compose: {
    ...plain,
    module: "github.com/docker/compose/v2",
    version: "v2.40.3",
    sum: "h1:XeYkQu1svDtyfZPv5nTwFryQ25ZJMkIlc4pz9HalMPI=",
    packages: { "docker-compose": "./cmd" },
    tags: ["fsnotify"],
    says: { variable: "github.com/docker/compose/v2/internal.Version", version: "v2.40.3" },
  },
  prometheus: {
    ...plain,
    module: "github.com/prometheus/prometheus",
    version: "v0.308.0",
    sum: "h1:kVh/5m1n6m4cSK9HYTDEbMxzuzCWyEdPdKSxFRxXj04=",
    packages: { prometheus: "./cmd/prometheus", promtool: "./cmd/promtool" },
    // Clients of every cloud: minutes of compiling for what prometheus.yml does not use.
    tags: ["netgo", "remove_all_sd"],
    says: asPrometheus("3.8.0"),
  },
  alertmanager: {
    ...plain,
    module: "github.com/prometheus/alertmanager",
    version: "v0.28.1",
    sum: "h1:BK5pCoAtaKg01BYRUJhEDV1tqJMEtYBGzPw8QdvnnvA=",
    packages: { alertmanager: "./cmd/alertmanager" },
    says: asPrometheus("0.28.1"),
  },
  "node-exporter": {
    ...plain,
    module: "github.com/prometheus/node_exporter",
    version: "v1.10.2",
    sum: "h1:H88cUFLuB8Jn/u2U3M4D5KYnae07LIm+0ZTcgoKEK54=",
    packages: { node_exporter: "." },
    says: asPrometheus("1.10.2"),
  },
  "postgres-exporter": {
    ...plain,
    module: "github.com/prometheus-community/postgres_exporter",
    version: "v0.17.1",
    sum: "h1:+gByb2KEhVoQ9Klf+JQHua9ff6+aT5YtkGJB2p65/iE=",
    packages: { postgres_exporter: "./cmd/postgres_exporter" },
    says: asPrometheus("0.17.1"),
  },
  "mongodb-exporter": {
    ...plain,
    module: "github.com/percona/mongodb_exporter",
    version: "v0.43.1",
    sum: "h1:Jv+n4sp2ToSQJMastmEcaQeUB9cQd1zE+itjusbfS/s=",
    packages: { mongodb_exporter: "." },
    says: { variable: "main.version", version: "v0.43.1" },
  },
  toxiproxy: {
    ...plain,
    module: "github.com/Shopify/toxiproxy/v2",
    version: "v2.12.0",
    sum: "h1:d1x++lYZg/zijXPPcv7PH0MvHMzEI5aX/YuUi/Sw+yg=",
    packages: { toxiproxy: "./cmd/server", "toxiproxy-cli": "./cmd/cli" },
    says: { variable: "github.com/Shopify/toxiproxy/v2.Version", version: "2.12.0" },
  },
  ferretdb: {
    ...plain,
    module: "github.com/FerretDB/FerretDB",
    version: "v1.24.0",
    sum: "h1:7WJmezL48Bj9bYWnhT/bEJgX5gjT5s7LFdHTqkN25rA=",
    packages: { ferretdb: "./cmd/ferretdb" },
    generated: { "build/version/version.txt": "v1.24.0\n" },
  },
} as const satisfies Readonly<Record<string, GoProgram>>;

/** A thousand packages, on a machine that does other things beside. */
const buildTimeoutMs = 60 * 60_000;

export type GoProgramName = keyof typeof goPrograms;

/** @returns the folder with the programs of the module */
export async function builtGoProgram(
  name: GoProgramName,
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<string> {
  const program: GoProgram = goPrograms[name];
  return kept(keptFolder(env, "go-programs", `${name}-${program.version}`), async (scratch) => {
    say(`building ${program.module}@${program.version} with Go`);
    const source = join(scratch, "source");
    cpSync(await fetched(program, env), source, { recursive: true });
    makeWritable(source);
    for (const [file, text] of Object.entries(program.generated)) writeFileSync(join(source, file), text);
    for (const [file, path] of Object.entries(program.packages)) {
      await run("go", buildArguments(program, join(scratch, file), path), {
        env: goEnvironment(env),
        cwd: source,
        timeoutMs: buildTimeoutMs,
      });
    }
    rmSync(source, { recursive: true });
  });
}

async function fetched({ module, version, sum }: GoProgram, env: NodeJS.ProcessEnv): Promise<string> {
  const answer = await run("go", ["mod", "download", "-json", `${module}@${version}`], {
    env: goEnvironment(env),
    cwd: "/",
  });
  const { Dir, Sum } = JSON.parse(answer) as { readonly Dir: string; readonly Sum: string };
  if (Sum !== sum) throw new Error(`${module}@${version}: its sum must be ${sum}, got ${Sum}`);
  return Dir;
}

function buildArguments({ tags, says }: GoProgram, file: string, path: string): string[] {
  const said = says === null ? "" : ` -X ${says.variable}=${says.version}`;
  const flags = ["-mod=readonly", "-trimpath", "-buildvcs=false", `-tags=${tags.join(",")}`];
  return ["build", ...flags, `-ldflags=-s -w${said}`, "-o", file, path];
}

function goEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...env, CGO_ENABLED: "0", GOWORK: "off", GOTOOLCHAIN: "local" };
}

/** Go keeps its modules read-only. */
function makeWritable(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) makeWritable(join(folder, entry.name));
  }
}
