/**
 * Talks to Docker's engine over its API, at its socket (`docker` prints for people). Any engine that
 * speaks it will do, Podman's too.
 */
import { Client } from "undici";

export class NoSuchContainer extends Error {}

/** The engine understood, and says no: 304 where nothing had to be done is not among it. */
export class EngineRefusal extends Error {}

export interface EngineRequest {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly body?: object;
  readonly deadlineMs: number;
}

export interface EngineClient {
  /** @returns what it answered; null without a body. @throws NoSuchContainer, EngineRefusal, Error */
  ask(request: EngineRequest): Promise<unknown>;
  close(): Promise<void>;
}

const usualSocket = "unix:///var/run/docker.sock";
/** What it did, what it did not have to do, and what is not there. */
const NOT_MODIFIED = 304;
const NOT_FOUND = 404;
const FIRST_REFUSAL = 400;

/**
 * @param dockerHost as in `DOCKER_HOST`; null for the usual socket
 * @throws Error for one that is neither unix:// nor tcp://
 */
export function engineClient(dockerHost: string | null): EngineClient {
  const host = dockerHost ?? usualSocket;
  const client = clientFor(host);
  return {
    ask: async ({ method, path, body, deadlineMs }) => {
      const answer = await client
        .request({
          method,
          path,
          signal: AbortSignal.timeout(deadlineMs),
          ...(body !== undefined && {
            body: JSON.stringify(body),
            headers: { "content-type": "application/json" },
          }),
        })
        .catch((error: unknown) => {
          throw new Error(`no Docker engine answers at ${host} (${reasonOf(error)})`, { cause: error });
        });
      const text = await answer.body.text();
      const asked = `${method} ${path}`;
      if (answer.statusCode === NOT_FOUND) throw new NoSuchContainer(`no such container (${asked})`);
      if (answer.statusCode >= FIRST_REFUSAL)
        throw new EngineRefusal(`the Docker engine answered ${answer.statusCode} (${asked})${saidIn(text)}`);
      return answer.statusCode === NOT_MODIFIED || text === "" ? null : (JSON.parse(text) as unknown);
    },
    close: () => client.close(),
  };
}

function clientFor(host: string): Client {
  if (host.startsWith("unix://")) {
    return new Client("http://docker", { connect: { socketPath: host.slice("unix://".length) } });
  }
  if (host.startsWith("tcp://")) return new Client(host.replace("tcp://", "http://"));
  throw new Error(`DOCKER_HOST must begin with unix:// or tcp:// for containers to be reached, got ${host}`);
}

/** The engine puts its reason into `message`. */
function saidIn(text: string): string {
  try {
    const { message } = JSON.parse(text) as { readonly message?: unknown };
    return typeof message === "string" ? `: ${message.trim()}` : "";
  } catch {
    return "";
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
