/** Asks an Alertmanager (API v2) whether an alert fires now. */
import { Agent, request } from "undici";
import * as z from "zod";

const TIMEOUT_MS = 5_000;
const alerts = z.array(z.object({ labels: z.record(z.string(), z.string()) }));

export interface Alertmanager {
  /** @throws Error in words where it does not say */
  fires(alert: string): Promise<boolean>;
  close(): Promise<void>;
}

export function openAlertmanager(url: string): Alertmanager {
  const dispatcher = new Agent();
  return {
    fires: async (alert) => {
      const query = new URLSearchParams({ active: "true", filter: `alertname=${JSON.stringify(alert)}` });
      const address = `${url}/api/v2/alerts?${query.toString()}`;
      const { statusCode, body } = await request(address, {
        dispatcher,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const text = await body.text();
      if (statusCode !== 200) throw new Error(`${url}: it must answer 200, but answered ${statusCode}`);
      const answer = alerts.safeParse(jsonOf(text));
      if (!answer.success) throw new Error(`${url}: it must answer as an Alertmanager does, and does not`);
      // An Alertmanager that does not know the filter would answer with all of them.
      return answer.data.some(({ labels }) => labels["alertname"] === alert);
    },
    close: () => dispatcher.close(),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
