/**
 * The one place that knows how Grafana takes an annotation: POST /api/annotations with a time, an end,
 * tags and a text. Grafana 13 calls this legacy and still has it; its successor is no stable version yet.
 */
import { request } from "undici";
import type { RunAnnouncement } from "../../core/report/run-announcement.ts";

export interface GrafanaAddress {
  readonly url: URL;
  /** Of a service account; told to this address and to nobody else. */
  readonly token: string;
}

const timeoutMs = 5_000;
const mostShown = 200;

/** @returns why it was not taken, in words; null where it was */
export async function annotate(
  { url, token }: GrafanaAddress,
  { startMs, endMs, tags, text }: RunAnnouncement,
  withinMs = timeoutMs,
): Promise<string | null> {
  const place = `${url.origin}${url.pathname.replace(/\/$/, "")}/api/annotations`;
  try {
    const { statusCode, body } = await request(place, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ time: startMs, timeEnd: endMs, tags, text }),
      signal: AbortSignal.timeout(withinMs),
    });
    const answer = await body.text();
    if (statusCode === 200) return null;
    return `${place} must answer 200, got ${statusCode} (${messageIn(answer)})`;
  } catch (error) {
    return `${place} gave no answer (${reasonOf(error, withinMs)})`;
  }
}

/** Grafana explains itself in `message`; a proxy in front of it answers with a page. */
function messageIn(answer: string): string {
  try {
    const { message } = JSON.parse(answer) as { readonly message?: unknown };
    if (typeof message === "string") return message.slice(0, mostShown);
  } catch {
    // No JSON: shown as it is.
  }
  return answer.trim() === "" ? "and nothing more" : answer.slice(0, mostShown);
}

function reasonOf(error: unknown, withinMs: number): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `none within ${withinMs / 1000} s`;
  return (error as NodeJS.ErrnoException).code ?? error.message;
}
