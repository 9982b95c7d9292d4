/**
 * What percona's exporter tells in its compatible mode. It makes most names of the fields in
 * MongoDB's answer, and there is no MongoDB in Debian: the exporter's own code makes them here, of the
 * real answer that comes with its source (a MongoDB 4.4; `testdata/get_diagnostic_data.json`).
 */
import { chmodSync, cpSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { installRoot } from "../../lib/node/process/install-root.ts";
import { goPrograms } from "../compose/go-programs.ts";
import { run } from "../compose/run.ts";
import type { StorePlace } from "../stores/store-place.ts";
import type { Catalogue, ExportedMetric } from "./catalogue.ts";
import { metricsOfPage } from "./exposition.ts";

const { module, version, sum } = goPrograms["mongodb-exporter"];
/** Of WiredTiger's cache, of every command, of the machine: a thousand names that change with MongoDB's version. */
const internals = /^mongodb_(ss_wt|ss_metrics|ss_tcmalloc|oplog_stats|sys)_/;
/** Told by another collector than that of the answer, with a value of the connection alone. */
const up: ExportedMetric = { name: "mongodb_up", type: "gauge", labels: ["cluster_role"] };

export async function mongodbExporter(place: StorePlace): Promise<Catalogue> {
  const folder = place.folder("mongodb-exporter");
  const source = join(folder, "source");
  const page = join(folder, "page.txt");
  const env = { ...process.env, CGO_ENABLED: "0", GOWORK: "off", GOTOOLCHAIN: "local", CATALOGUE: page };
  const answer = await run("go", ["mod", "download", "-json", `${module}@${version}`], { env, cwd: "/" });
  const { Dir, Sum } = JSON.parse(answer) as { readonly Dir: string; readonly Sum: string };
  if (Sum !== sum) throw new Error(`${module}@${version}: its sum must be ${sum}, got ${Sum}`);
  cpSync(Dir, source, { recursive: true });
  makeWritable(source);
  const exporter = join(source, "exporter");
  for (const file of readdirSync(exporter).filter((name) => name.endsWith("_test.go")))
    rmSync(join(exporter, file));
  cpSync(join(installRoot(), "test/catalogues/mongodb_names.go.txt"), join(exporter, "names_test.go"));
  await run("go", ["test", "-mod=mod", "-count=1", "-run", "TestNames", "./exporter"], { env, cwd: source });
  return {
    job: "mongodb-exporter",
    source: `${module}@${version} --compatible-mode, of the answer of a MongoDB 4.4 in its exporter/testdata`,
    metrics: [...metricsOfPage(readFileSync(page, "utf8")).filter(({ name }) => !internals.test(name)), up],
  };
}

/** Go keeps its modules read-only. */
function makeWritable(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) makeWritable(join(folder, entry.name));
  }
}
