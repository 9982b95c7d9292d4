/** What can be seen of the composed system from outside: its containers, its answers, a run against it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { fileNames } from "../../../lib/core/record/names.ts";
import type { RunRecord } from "../../../lib/core/record/record.ts";
import type { ResourceSample } from "../../../lib/core/record/resource.ts";
import { installRoot } from "../../../lib/node/process/install-root.ts";
import { composeSecrets } from "../../../lib/node/stack/compose-secrets.ts";
import { onlyRecord, runFolders, tidemark } from "../../support/tidemark.ts";
import type { ComposeProject } from "./compose-project.ts";
import { askUntil } from "./ask-until.ts";

export interface Container {
  readonly service: string;
  readonly id: string;
  readonly startedAt: string;
  /** What is published on the machine. */
  readonly ports: readonly { readonly HostIp: string; readonly HostPort: string }[];
}

interface Inspected {
  readonly Id: string;
  readonly Config: { readonly Labels: Readonly<Record<string, string>> };
  readonly State: { readonly StartedAt: string };
  readonly NetworkSettings: { readonly Ports: Readonly<Record<string, Container["ports"] | null>> };
}

export async function containers(project: ComposeProject): Promise<Container[]> {
  const ids = (await project.compose("--profile", "*", "ps", "--quiet")).split("\n");
  const inspected = JSON.parse(await project.docker("inspect", ...ids)) as Inspected[];
  return inspected.map(({ Id, Config, State, NetworkSettings }) => ({
    service: Config.Labels["com.docker.compose.service"] ?? "",
    id: Id,
    startedAt: State.StartedAt,
    ports: Object.values(NetworkSettings.Ports).flatMap((published) => published ?? []),
  }));
}

/** When each service was started: another time means another process. */
export async function startTimes(project: ComposeProject): Promise<Record<string, string>> {
  const all = await containers(project);
  const times = all.filter(({ service }) => service.endsWith("_service"));
  return Object.fromEntries(times.map(({ service, startedAt }) => [service, startedAt]));
}

/** Of the machine, which are those of the container: no user is mapped. */
export async function uidsIn(project: ComposeProject, id: string): Promise<number[]> {
  const [, ...lines] = (await project.docker("top", id, "-eo", "pid,uid")).split("\n");
  return lines.map((line) => Number(line.trim().split(/\s+/)[1]));
}

export async function statusOf(url: string): Promise<number> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
  await answer?.arrayBuffer();
  return answer?.status ?? 0;
}

/** Makes a user and a task and waits until they are worked off. @returns where they are; @throws Error */
export async function worked(project: ComposeProject): Promise<string[]> {
  made += 1;
  const name = `${project.name}-${made}`;
  const user = await create(project, "/api/v1/users", { username: name, email: `${name}@example.test` });
  const task = await create(project, "/api/v1/tasks", { title: name });
  await settled(project, user, ({ registration }) => registration === "confirmed");
  await settled(project, task, ({ status }) => status === "done");
  return [user, task];
}
let made = 0;

/** Tries until it is done once, or the time is over. */
export async function workedWithin(project: ComposeProject, timeoutMs: number): Promise<boolean> {
  const tried = () =>
    worked(project).then(
      () => true,
      () => false,
    );
  return askUntil(tried, (done) => done, timeoutMs);
}

async function create(project: ComposeProject, path: string, body: object): Promise<string> {
  const answer = await fetch(`${project.address("PORT_API")}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(5_000),
  });
  const location = answer.headers.get("location");
  if (answer.status === 201 && location !== null) return location;
  throw new Error(`POST ${path} must answer 201 with a Location, got ${answer.status}`);
}

type Fields = Readonly<Record<string, unknown>>;

async function settled(
  project: ComposeProject,
  path: string,
  is: (fields: Fields) => boolean,
): Promise<void> {
  const look = async () => {
    const answer = await fetch(`${project.address("PORT_API")}${path}`, {
      signal: AbortSignal.timeout(5_000),
    });
    return answer.ok && is((await answer.json()) as Fields);
  };
  if (!(await askUntil(look, (done) => done, 20_000))) throw new Error(`${path} was not worked off in time`);
}

/** Every endpoint for some seconds, by the command line. */
export async function smoke(folder: string, project: ComposeProject): Promise<RunRecord> {
  const ports = { api: "API", postgres: "POSTGRES_SERVICE", mongo: "MONGO_SERVICE" };
  const urls = Object.entries(ports).flatMap(([service, port]) => [
    "--url",
    `${service}=${project.address(`PORT_${port}`)}`,
  ]);
  const command = tidemark(folder, project.env);
  const { stderr } = await command.start("run", "smoke", "--target", "compose", ...urls);
  try {
    return onlyRecord(command);
  } catch (cause) {
    throw new Error(`the run left no record:\n${stderr}`, { cause });
  }
}

/** What the run has sampled of containers. */
export function containerSamples(folder: string, project: ComposeProject): readonly ResourceSample[] {
  const [run = ""] = runFolders(tidemark(folder, project.env));
  const rows = readFileSync(join(run, fileNames.resources), "utf8").trim().split("\n");
  return rows.map((row) => JSON.parse(row) as ResourceSample).filter(({ source }) => source === "container");
}

/** Without one of its secrets: what compose says. An empty value counts as none, even where .env has one. */
export async function refusal({ env }: ComposeProject, secret: string): Promise<string> {
  const { exitCode, stderr } = await execa("docker", ["compose", "config", "--quiet"], {
    env: { ...env, [secret]: "" },
    extendEnv: false,
    cwd: installRoot(),
    reject: false,
  });
  if (exitCode === 0) throw new Error(`compose took an empty ${secret}`);
  return stderr;
}

/** Compose reads its file only when every secret has a value, whatever it is asked. */
export function withSecrets(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...env, ...Object.fromEntries(composeSecrets.map((name) => [name, "unused"])) };
}

export function seconds(sinceMs: number): string {
  return `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`;
}
