/** One push of k6 on its way: the body as k6 sent it, and the headers that say how to read it. */
import type { IncomingHttpHeaders } from "node:http";

export interface Push {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  readonly samples: number;
}

/** How a body is packed. Whatever else came with it (credentials, a host, hops) is not for the other side. */
const kept = ["content-encoding", "content-type", "x-prometheus-remote-write-version"];

export function keptHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    kept.flatMap((name) => {
      const value = headers[name];
      return typeof value === "string" ? [[name, value]] : [];
    }),
  );
}
