/**
 * Is what is generated (parts of the documentation, monitoring) what it would be if generated now? Without
 * arguments it says which are not and exits 1; with `--write` it writes them.
 */
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { generateMonitoring } from "../lib/app/monitoring/generate.ts";
import { counted } from "../lib/core/record/units.ts";
import { installRoot } from "../lib/node/process/install-root.ts";
import { generatedParts } from "./docs/generated-parts.ts";
import { replacePart } from "./docs/replace-part.ts";

const write = process.argv.includes("--write");
const stale: string[] = [];

for (const part of generatedParts) {
  const file = path.join(installRoot(), part.file);
  const page = await readFile(file, "utf8");
  const fresh = replacePart(page, part.name, await part.render());
  if (fresh === page) continue;
  stale.push(`${part.file}: ${part.name}`);
  if (write) await writeFile(file, fresh);
}

const monitoring = await generateMonitoring(installRoot(), write ? "write" : "check");
if (monitoring.changed.length > 0)
  stale.push(counted(monitoring.changed.length, "file of monitoring", "files of monitoring"));

if (stale.length > 0) process.stdout.write(`${write ? "written" : "stale"}: ${stale.join(", ")}\n`);
if (stale.length > 0 && !write) {
  process.stdout.write("Run `npm run generate` and commit what it changes.\n");
  process.exitCode = 1;
}
