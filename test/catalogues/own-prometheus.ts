/**
 * A Prometheus of a test's own that takes what k6 pushes: the version of docker-compose.yml where
 * the heavy tests have built it, else the one on the PATH.
 */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import getPort from "get-port";
import { stringify } from "yaml";
import { startProgram } from "../../lib/node/process/program.ts";
import { goPrograms } from "../compose/go-programs.ts";
import { keptFolder } from "../compose/kept.ts";
import { askUntil } from "../heavy/support/ask-until.ts";
import { programOnPath } from "../stores/program-on-path.ts";
import type { StorePlace } from "../stores/store-place.ts";

export interface OwnPrometheus {
  readonly url: string;
  readonly version: string;
  /** `data` of a page of its API. @throws Error with what Prometheus says */
  api(path: string, parameters: Readonly<Record<string, string>>): Promise<unknown>;
}

export interface Watched {
  /** Job -> address and path of a page of metrics. */
  readonly scrapes: Readonly<Record<string, { readonly target: string; readonly path: string }>>;
  /** The object that a rule file holds; null for none. */
  readonly rules: object | null;
  /** What its configuration holds instead of, or beside, a scrape and an evaluation each second. */
  readonly settings?: { readonly global?: object; readonly alerting?: object };
  /** Further arguments of the program. */
  readonly flags?: readonly string[];
}

/** @returns it, or why there is none; it ends with the place */
export async function startOwnPrometheus(
  place: StorePlace,
  watched: Watched,
): Promise<OwnPrometheus | string> {
  const command = findProgram();
  if (command === null) return "needs prometheus on the PATH";
  const folder = place.folder("prometheus");
  const address = `127.0.0.1:${await getPort()}`;
  writeFileSync(join(folder, "rules.yml"), stringify(watched.rules ?? { groups: [] }));
  writeFileSync(join(folder, "prometheus.yml"), stringify(configuration(watched)));
  const program = await startProgram({
    name: "prometheus",
    command,
    args: [
      `--config.file=${join(folder, "prometheus.yml")}`,
      `--storage.tsdb.path=${join(folder, "data")}`,
      `--web.listen-address=${address}`,
      "--web.enable-remote-write-receiver",
      "--enable-feature=native-histograms",
      ...(watched.flags ?? []),
    ],
    env: process.env,
    output: { file: place.logFile("prometheus") },
    graceMs: 2_000,
    ledger: place.ledger,
  });
  const end = async () => {
    program.killNow();
    await program.exited;
  };
  place.keep({
    name: "Prometheus",
    url: `http://${address}`,
    start: () => Promise.resolve(),
    stop: end,
    kill: end,
  });
  return connected(`http://${address}`);
}

function findProgram(): string | null {
  const built = keptFolder(
    process.env,
    "go-programs",
    `prometheus-${goPrograms.prometheus.version}`,
    "prometheus",
  );
  return existsSync(built) ? built : programOnPath("prometheus");
}

function configuration({ scrapes, settings = {} }: Watched): object {
  return {
    global: { scrape_interval: "1s", evaluation_interval: "1s" },
    ...settings,
    rule_files: ["rules.yml"],
    scrape_configs: Object.entries(scrapes).map(([job, { target, path }]) => ({
      job_name: job,
      metrics_path: path,
      static_configs: [{ targets: [target] }],
    })),
  };
}

async function connected(url: string): Promise<OwnPrometheus> {
  const ready = await askUntil(
    () =>
      fetch(`${url}/-/ready`).then(
        ({ ok }) => ok,
        () => false,
      ),
    (ok) => ok,
    60_000,
  );
  if (!ready) throw new Error(`Prometheus at ${url} did not become ready`);
  const api: OwnPrometheus["api"] = async (path, parameters) => {
    const answer = await fetch(`${url}/api/v1/${path}?${new URLSearchParams(parameters).toString()}`);
    const { data, error } = (await answer.json()) as { data?: unknown; error?: string };
    if (!answer.ok) throw new Error(`Prometheus answers ${answer.status}: ${error ?? ""}`);
    return data;
  };
  const { version } = (
    (await (await fetch(`${url}/api/v1/status/buildinfo`)).json()) as { data: { version: string } }
  ).data;
  return { url, version, api };
}
