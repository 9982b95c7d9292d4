/**
 * What became of acknowledged records, as the services that own them tell: each must be there under
 * its name, and be worked off in the end. Nothing else is looked at, so it is the same for every store.
 */
import { setTimeout as delay } from "node:timers/promises";
import { request } from "undici";
import type { Acknowledged } from "./steady-load.ts";

export type Owners = Readonly<Record<Acknowledged["kind"], string>>;

const pollMs = 100;
const requestsAtOnce = 20;

/**
 * @returns a sentence for each record that is lost, wrong, or not worked off within `limitMs`
 */
export async function notWorkedOff(
  acknowledged: readonly Acknowledged[],
  owners: Owners,
  limitMs: number,
): Promise<string[]> {
  const deadlineMs = performance.now() + limitMs;
  let open = acknowledged;
  for (;;) {
    const states = await inGroups(open, (record) => stateOf(record, owners));
    const late = performance.now() > deadlineMs;
    if (late) return open.flatMap((record, index) => complaint(record, states[index]));
    open = open.filter((_record, index) => states[index] !== "done");
    if (open.length === 0) return [];
    await delay(pollMs);
  }
}

function complaint({ kind, id, name }: Acknowledged, state = ""): string[] {
  return state === "done" ? [] : [`${kind}/${id} (${name}): ${state}`];
}

async function stateOf({ kind, id, name }: Acknowledged, owners: Owners): Promise<string> {
  const response = await request(`${owners[kind]}/${kind}/${id}`);
  const body = (await response.body.json()) as Readonly<Record<string, unknown>>;
  if (response.statusCode === 404) return "lost";
  if (response.statusCode !== 200) return `the owner answered ${response.statusCode}`;
  if ((kind === "users" ? body.username : body.title) !== name)
    return `another record: ${JSON.stringify(body)}`;
  const state = kind === "users" ? body.registration : body.status;
  return state === "confirmed" || state === "done" ? "done" : `still ${String(state)}`;
}

async function inGroups<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let first = 0; first < items.length; first += requestsAtOnce) {
    results.push(...(await Promise.all(items.slice(first, first + requestsAtOnce).map(work))));
  }
  return results;
}
