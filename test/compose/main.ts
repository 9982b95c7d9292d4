/**
 * Runs a command with an engine of our own that has every image, and ends the engine after it:
 * `node --import ./test/register.mjs test/compose/main.ts docker compose config --services`
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stateFolder } from "../../lib/node/process/folders.ts";
import { openLedger } from "../../lib/node/process/ledger.ts";
import { builtProgramHost } from "../support/built-daemons.ts";
import { readComposeFile } from "./compose-file.ts";
import { startOwnEngine, whyNoOwnEngine } from "./own-engine.ts";

const [command = "docker", ...args] = process.argv.slice(2);
const say = (line: string) => void process.stderr.write(`${line}\n`);

const reason = await whyNoOwnEngine(process.env);
if (reason !== null) throw new Error(reason);
await builtProgramHost();
const ledger = openLedger(stateFolder(process.env));
const logFolder = mkdtempSync(join(tmpdir(), "tidemark-engine-logs-"));
const engine = await startOwnEngine(readComposeFile(), { env: process.env, ledger, logFolder, say });
try {
  const { status } = spawnSync(command, args, { env: engine.env, stdio: "inherit" });
  process.exitCode = status ?? 1;
} finally {
  await engine.stop();
  rmSync(logFolder, { recursive: true, force: true });
  ledger.close();
}
