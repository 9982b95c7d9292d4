/**
 * The system of docker-compose.yml, brought up with Docker Compose and waited for until every
 * container is healthy. Its containers belong to the engine, not to this process: a runner that is
 * killed leaves them running. Which profiles are up, and anything else that Compose reads from its
 * environment (COMPOSE_PROFILES, COMPOSE_PROJECT_NAME), is Compose's own affair.
 */
import { execa } from "execa";
import { requireCompose } from "./compose-requirements.ts";
import { messages } from "./messages.ts";
import { StackError } from "./stack-error.ts";

export interface ComposeStack {
  /** What is published on this machine: service of docker-compose.yml -> address. */
  readonly addresses: Readonly<Record<string, string>>;
  /** Removes the containers, never the volumes. Never rejects. */
  readonly stop: () => Promise<void>;
}

export interface ComposeStackOptions {
  /** Of docker-compose.yml and `.env`. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly profiles: readonly string[];
  readonly say: (line: string) => void;
  /** Ends the start; the reason of the abort is thrown once the containers are gone. */
  readonly signal: AbortSignal;
}

/** From images that are there. Pulling and building come before and take what they take. */
const healthyWithinSeconds = 300;
const downMs = 120_000;

/** @throws StackError, or the signal's reason; then the containers are removed again */
export async function startComposeStack(options: ComposeStackOptions): Promise<ComposeStack> {
  const { folder, env, profiles, say, signal } = options;
  await requireCompose(folder, env);
  const compose = composeIn(folder, env);
  const stop = () => down(compose, say);
  signal.throwIfAborted();
  try {
    const active = profiles.flatMap((profile) => ["--profile", profile]);
    await up(compose, active, signal);
    return { addresses: await published(compose), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Compose = ReturnType<typeof composeIn>;

/** In a group of its own, so that a Ctrl-C in the terminal reaches it only through us. */
function composeIn(cwd: string, env: NodeJS.ProcessEnv) {
  return execa({ cwd, env, extendEnv: false, stdin: "ignore", reject: false, detached: true });
}

async function up(compose: Compose, profiles: readonly string[], cancelSignal: AbortSignal): Promise<void> {
  const args = ["up", "--wait", "--wait-timeout", String(healthyWithinSeconds)];
  const result = await compose("docker", ["compose", ...profiles, ...args], {
    stdout: process.stderr,
    stderr: process.stderr,
    cancelSignal,
  });
  cancelSignal.throwIfAborted();
  if (result.failed)
    throw new StackError("composeFailed", messages.composeFailed(args.join(" "), how(result)));
}

interface Published {
  readonly Service: string;
  readonly Publishers: readonly { readonly URL: string; readonly PublishedPort: number }[] | null;
}

async function published(compose: Compose): Promise<Record<string, string>> {
  const result = await compose("docker", ["compose", "ps", "--format", "json"]);
  if (result.failed) throw new StackError("composeFailed", messages.composeFailed("ps", how(result)));
  const containers = result.stdout
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Published);
  const addresses = containers.flatMap(({ Service, Publishers }) =>
    (Publishers ?? [])
      .filter(({ PublishedPort }) => PublishedPort > 0)
      .map(({ URL: host, PublishedPort }) => [Service, `http://${host}:${PublishedPort}`]),
  );
  return Object.fromEntries(addresses.sort()) as Record<string, string>;
}

/** Every profile: whichever were up, none is left. */
async function down(compose: Compose, say: (line: string) => void): Promise<void> {
  const result = await compose("docker", ["compose", "--profile", "*", "down"], {
    stdout: process.stderr,
    stderr: process.stderr,
    timeout: downMs,
  });
  if (result.failed) say(messages.composeNotDown(how(result)));
}

function how({ exitCode, shortMessage }: Ended): string {
  return exitCode === undefined ? (shortMessage ?? "no exit code") : `exit code ${exitCode}`;
}

interface Ended {
  readonly exitCode?: number | undefined;
  readonly shortMessage?: string | undefined;
}
