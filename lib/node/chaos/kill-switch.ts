/**
 * A target's kill switch: a file that exists, or an address that answers anything but `off`. What cannot
 * be looked at counts as set: whoever pulls it may take the network with it.
 */
import { stat } from "node:fs/promises";
import { Agent, request } from "undici";

export type KillSwitchPlace = { readonly path: string } | { readonly url: string };

export interface KillSwitchReading {
  readonly isSet: boolean;
  /** What was found, in words. */
  readonly why: string;
}

const TIMEOUT_MS = 3_000;
const MOST_SHOWN = 60;

export async function readKillSwitch(place: KillSwitchPlace): Promise<KillSwitchReading> {
  return "path" in place ? readFileSwitch(place.path) : readUrlSwitch(place.url);
}

async function readFileSwitch(path: string): Promise<KillSwitchReading> {
  try {
    await stat(path);
    return { isSet: true, why: `${path} exists` };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return { isSet: false, why: `${path} does not exist` };
    return { isSet: true, why: `${path} cannot be looked at (${code ?? "an unknown error"})` };
  }
}

/** With a connection of its own each time, so that none that is half dead answers for it. */
async function readUrlSwitch(url: string): Promise<KillSwitchReading> {
  const dispatcher = new Agent({ connectTimeout: TIMEOUT_MS });
  try {
    const { statusCode, body } = await request(url, { dispatcher, signal: AbortSignal.timeout(TIMEOUT_MS) });
    const text = (await body.text()).trim();
    if (statusCode === 200 && text.toLowerCase() === "off") return { isSet: false, why: `${url} says off` };
    return { isSet: true, why: `${url} answers ${statusCode} ${shown(text)}, not off` };
  } catch (error) {
    return { isSet: true, why: `${url} cannot be asked (${reasonOf(error)})` };
  } finally {
    await dispatcher.destroy();
  }
}

function shown(text: string): string {
  return JSON.stringify(text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}...` : text);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `no answer within ${TIMEOUT_MS / 1000} s`;
  return (error as NodeJS.ErrnoException).code ?? error.message;
}
