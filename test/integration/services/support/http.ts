/** Requests of a test, with the answer read and parsed, and how long it took. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test looks at whatever came
  readonly body: any;
  readonly tookMs: number;
}

/** The fields that a problem body names. */
export function fieldsOf({ body }: Answer): string[] {
  return (body as { errors: { field: string }[] }).errors.map(({ field }) => field);
}

export async function get(url: string, headers: Record<string, string> = {}): Promise<Answer> {
  return send(url, { headers });
}

export async function post(url: string, body: unknown): Promise<Answer> {
  return send(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

export async function remove(url: string): Promise<Answer> {
  return send(url, { method: "DELETE" });
}

async function send(url: string, init: RequestInit): Promise<Answer> {
  const startedMs = performance.now();
  const response = await fetch(url, init);
  const text = await response.text();
  const tookMs = performance.now() - startedMs;
  return {
    status: response.status,
    headers: response.headers,
    body: text === "" ? null : JSON.parse(text),
    tookMs,
  };
}
