/**
 * The secrets that docker-compose.yml takes from `.env` or the environment: their names, which are
 * missing, and a way to make those. None is ever shown, and one that is there is never changed:
 * a store keeps the password that its volume was made with.
 */
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "dotenv";
import { writeAtomically } from "../process/write-atomically.ts";

export const composeSecrets = [
  "POSTGRES_PASSWORD",
  "MONGO_PASSWORD",
  "REDIS_PASSWORD",
  "RABBITMQ_PASSWORD",
  "MONITORING_PASSWORD",
  "GRAFANA_PASSWORD",
] as const;

const randomBytesPerSecret = 24;
const ownerOnly = 0o600;

/** @param folder of docker-compose.yml and `.env`; as in Compose the environment goes over the file */
export function missingSecrets(folder: string, env: NodeJS.ProcessEnv): string[] {
  const inFile = parse(readDotEnv(folder));
  return composeSecrets.filter((name) => (env[name] ?? inFile[name] ?? "") === "");
}

/** Adds random values for those that `.env` lacks. @returns their names */
export function writeMissingSecrets(folder: string): string[] {
  const missing = missingSecrets(folder, {});
  if (missing.length === 0) return [];
  const before = readDotEnv(folder);
  // In an address nothing of base64url has to be escaped.
  const added = missing.map((name) => `${name}=${randomBytes(randomBytesPerSecret).toString("base64url")}\n`);
  const separator = before === "" || before.endsWith("\n") ? "" : "\n";
  writeAtomically(dotEnvIn(folder), before + separator + added.join(""), ownerOnly);
  return missing;
}

function readDotEnv(folder: string): string {
  const file = dotEnvIn(folder);
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

function dotEnvIn(folder: string): string {
  return join(folder, ".env");
}
