/** An Alertmanager of a test's own, at the version of docker-compose.yml, with a configuration that the test gives. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import getPort from "get-port";
import { stringify } from "yaml";
import { startProgram } from "../../../lib/node/process/program.ts";
import type { StorePlace } from "../../stores/store-place.ts";
import { askUntil } from "./ask-until.ts";

export interface OwnAlertmanager {
  /** host:port */
  readonly address: string;
  readonly logFile: string;
  /** What it holds at present, as its API tells. */
  alerts(): Promise<readonly HeldAlert[]>;
}

export interface HeldAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly status: { readonly state: string; readonly inhibitedBy: readonly string[] };
}

/** Resolves when it is ready; it ends with the place. @param program path of it */
export async function startOwnAlertmanager(
  place: StorePlace,
  program: string,
  configuration: object,
  templates: string,
): Promise<OwnAlertmanager> {
  const folder = place.folder("alertmanager");
  const address = `127.0.0.1:${await getPort()}`;
  writeFileSync(join(folder, "alertmanager.yml"), stringify({ ...configuration, templates: [templates] }));
  const logFile = place.logFile("alertmanager");
  const running = await startProgram({
    name: "alertmanager",
    command: program,
    args: [
      `--config.file=${join(folder, "alertmanager.yml")}`,
      `--storage.path=${join(folder, "data")}`,
      `--web.listen-address=${address}`,
      "--cluster.listen-address=",
    ],
    env: process.env,
    output: { file: logFile },
    graceMs: 2_000,
    ledger: place.ledger,
  });
  const end = async () => {
    running.killNow();
    await running.exited;
  };
  const url = `http://${address}`;
  place.keep({ name: "Alertmanager", url, start: () => Promise.resolve(), stop: end, kill: end });
  const isReady = () =>
    fetch(`${url}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  if (!(await askUntil(isReady, (ok) => ok, 30_000))) {
    throw new Error(`Alertmanager at ${url} did not become ready; see ${logFile}`);
  }
  const alerts = async () => (await (await fetch(`${url}/api/v2/alerts`)).json()) as readonly HeldAlert[];
  return { address, logFile, alerts };
}
