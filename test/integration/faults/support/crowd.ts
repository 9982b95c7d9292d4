/**
 * A number of clients that each send the next request as soon as they have the answer to the last
 * one, for a while: how a system behaves when more is wanted of it than it can give.
 */
import { Agent, request } from "undici";

export interface CrowdAnswer {
  readonly status: number;
  readonly retryAfter: string;
  /** Since the crowd began. */
  readonly atMs: number;
  readonly tookMs: number;
}

export interface CrowdOptions {
  readonly clients: number;
  readonly durationMs: number;
  readonly urls: readonly string[];
  /** Longer, and the promise is rejected. */
  readonly hungMs: number;
}

export async function crowd({ clients, durationMs, urls, hungMs }: CrowdOptions): Promise<CrowdAnswer[]> {
  const dispatcher = new Agent({ connections: null, headersTimeout: hungMs, bodyTimeout: hungMs });
  const answers: CrowdAnswer[] = [];
  const beganMs = performance.now();
  const client = async (number: number) => {
    for (let turn = number; performance.now() < beganMs + durationMs; turn += 1) {
      const sentMs = performance.now();
      const response = await request(urls[turn % urls.length] ?? "", { dispatcher });
      await response.body.dump();
      answers.push({
        status: response.statusCode,
        retryAfter: String(response.headers["retry-after"] ?? ""),
        atMs: sentMs - beganMs,
        tookMs: performance.now() - sentMs,
      });
    }
  };
  try {
    await Promise.all(Array.from({ length: clients }, (_unused, number) => client(number)));
  } finally {
    await dispatcher.destroy();
  }
  return answers;
}

/** The smallest of the values that at least 95 % do not exceed. */
export function p95(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(0.95 * sorted.length) - 1] ?? Number.NaN;
}
