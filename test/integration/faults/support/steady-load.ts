/**
 * A small steady load on the public service: a request every few milliseconds, whatever became of the
 * earlier ones, every endpoint in turn. It keeps each answer, and whatever was acknowledged (201):
 * those records are asked for again, and must be there whatever is stopped and killed meanwhile.
 */
import { randomBytes } from "node:crypto";
import { createClient, endpoints, type Endpoint, type Sent, type Wanted } from "./requests.ts";

export interface Acknowledged {
  readonly kind: "users" | "tasks";
  readonly id: string;
  /** The username or the title. */
  readonly name: string;
  readonly atMs: number;
}

export interface SteadyLoad {
  /** In the order of their ends. */
  readonly sent: readonly Sent[];
  readonly acknowledged: readonly Acknowledged[];
  /** A sentence for each answer with somebody else's record in it. */
  readonly mixedUp: readonly string[];
  /** No further request; resolves when the last one has ended. */
  end(): Promise<void>;
}

const intervalMs = 20;

export function startSteadyLoad(api: string): SteadyLoad {
  const client = createClient();
  const run = randomBytes(4).toString("hex");
  const sent: Sent[] = [];
  const acknowledged: Acknowledged[] = [];
  const mixedUp: string[] = [];
  const underWay = new Set<Promise<void>>();
  let count = 0;

  const one = async (endpoint: Endpoint, name: string): Promise<void> => {
    const record = endpoint.endsWith("_get") ? pick(acknowledged, endpoint) : null;
    // Nothing is there yet to be asked for.
    if (endpoint.endsWith("_get") && record === null) return;
    const answer = await client.send(wanted(api, endpoint, name, record));
    sent.push(answer);
    if (answer.status === 201) acknowledged.push(acknowledgement(answer, name));
    if (answer.status === 200 && record !== null && nameIn(answer.body) !== record.name) {
      mixedUp.push(`${endpoint} of ${record.id}: ${String(nameIn(answer.body))} for ${record.name}`);
    }
  };
  const timer = setInterval(() => {
    const endpoint = endpoints[count % endpoints.length] ?? "users_list";
    count += 1;
    const request = one(endpoint, `fault-${run}-${count}`).finally(() => underWay.delete(request));
    underWay.add(request);
  }, intervalMs);

  return {
    sent,
    acknowledged,
    mixedUp,
    end: async () => {
      clearInterval(timer);
      await Promise.all(underWay);
      await client.close();
    },
  };
}

function wanted(api: string, endpoint: Endpoint, name: string, record: Acknowledged | null): Wanted {
  const [kind = "users", action = "list"] = endpoint.split("_");
  const url = `${api}/api/v1/${kind}`;
  if (action === "get") return { endpoint, url: `${url}/${record?.id ?? ""}`, body: null };
  if (action === "list") return { endpoint, url, body: null };
  const body = kind === "users" ? { username: name, email: `${name}@example.test` } : { title: name };
  return { endpoint, url, body };
}

/** One of the latest: those are the likeliest to be lost. */
function pick(acknowledged: readonly Acknowledged[], endpoint: Endpoint): Acknowledged | null {
  const latest = acknowledged.filter(({ kind }) => endpoint.startsWith(kind)).slice(-10);
  return latest[Math.floor(Math.random() * latest.length)] ?? null;
}

function acknowledgement({ endpoint, body, atMs }: Sent, name: string): Acknowledged {
  const { id } = body as { readonly id: string | number };
  return { kind: endpoint === "users_create" ? "users" : "tasks", id: String(id), name, atMs };
}

function nameIn(body: unknown): unknown {
  const { username, title } = body as { readonly username?: unknown; readonly title?: unknown };
  return username ?? title;
}
