/**
 * One fault, from beginning to end: load, the victim away for a while, the victim back, load until
 * everything is served again. Tells what was seen; what it should have been is for the test to say.
 */
import { setTimeout as delay } from "node:timers/promises";
import { isServed, servedAgainAtMs } from "./judged-answers.ts";
import { endpoints, type Sent } from "./requests.ts";
import { startSteadyLoad, type Acknowledged } from "./steady-load.ts";

export interface Fault {
  readonly begin: () => Promise<unknown>;
  readonly end: () => Promise<void>;
}

export interface Seen {
  readonly answers: readonly Sent[];
  readonly acknowledged: readonly Acknowledged[];
  readonly mixedUp: readonly string[];
  /** From the victim's return to the first answer since which everything is served; null: never. */
  readonly recoveryMs: number | null;
}

const beforeMs = 500;
const awayMs = 1_500;
const recoveryLimitMs = 20_000;
/** Served answers in a row, of each endpoint, that count as recovered. */
const row = 5;
const pollMs = 50;

export async function faultUnderLoad(api: string, fault: Fault): Promise<Seen> {
  const load = startSteadyLoad(api);
  try {
    await delay(beforeMs);
    await fault.begin();
    await delay(awayMs);
    await fault.end();
    const backAtMs = performance.now();
    const sinceFault = () => load.sent.filter(({ atMs }) => atMs > backAtMs - awayMs);
    const servedAgain = () => servedAgainAtMs(sinceFault(), endpoints, row);
    while (servedAgain() === null && performance.now() < backAtMs + recoveryLimitMs) await delay(pollMs);
    await load.end();
    const servedAtMs = servedAgain();
    const recoveryMs = servedAtMs === null ? null : Math.max(0, servedAtMs - backAtMs);
    return { answers: load.sent, acknowledged: load.acknowledged, mixedUp: load.mixedUp, recoveryMs };
  } finally {
    await load.end();
  }
}

/** For the test's output: how many were served, how the others were refused, the longest, the way back. */
export function told({ answers, acknowledged, recoveryMs }: Seen, workedOffMs: number): string {
  const refused = new Map<string, number>();
  for (const { status, failure } of answers.filter((answer) => !isServed(answer))) {
    const how = status === null ? failure : String(status);
    refused.set(how, (refused.get(how) ?? 0) + 1);
  }
  const refusals = [...refused].map(([how, count]) => `${count} x ${how}`).join(", ");
  const longestMs = Math.max(...answers.map(({ tookMs }) => tookMs));
  const back = recoveryMs === null ? "never served again" : `all served again after ${seconds(recoveryMs)}`;
  return (
    `${answers.length} requests, ${refusals === "" ? "none refused" : `refused: ${refusals}; ${back}`}; ` +
    `longest answer ${seconds(longestMs)}; ${acknowledged.length} records acknowledged, ` +
    `all worked off ${seconds(workedOffMs)} after the load`
  );
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(2)} s`;
}
