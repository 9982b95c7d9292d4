/** One attempt to hand a push to a Prometheus, by its remote write endpoint; what came of it, never a throw. */
import type { PrometheusAddress } from "../../prometheus/address.ts";
import { openConnection } from "../../prometheus/connection.ts";
import { PrometheusError } from "../../prometheus/prometheus-error.ts";
import type { Attempt } from "./decide.ts";
import type { Push } from "./push.ts";

export interface Sender {
  send(push: Push): Promise<Attempt>;
  /** Breaks an attempt that is under way. */
  close(): Promise<void>;
}

const writePath = "/api/v1/write";

export function openSender(destination: PrometheusAddress, timeoutMs: number): Sender {
  const { url, writeUrl } = destination;
  const connection = openConnection({ ...destination, url: writeUrl ?? url });
  const path = writeUrl === undefined ? writePath : "";
  return {
    send: async ({ body, headers }) => {
      try {
        const answer = await connection.ask({ method: "POST", path, headers, body, timeoutMs });
        const retryAfter = answer.headers["retry-after"] ?? null;
        const words = connection.words(answer.body);
        return { kind: "answered", status: answer.status, retryAfter, words };
      } catch (error) {
        if (!(error instanceof PrometheusError)) throw error;
        const isPermanent = error.code === "redirected";
        return { kind: "unanswered", isPermanent, reason: error.received };
      }
    },
    close: () => connection.close(),
  };
}
