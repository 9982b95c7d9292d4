/**
 * Whom Alertmanager notifies: a webhook for each receiver that keeps what arrives, in order, and files
 * with their addresses as an operator writes them. Slack is told through the one of `page` alone.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { receivers, type ReceiverName } from "../../../lib/core/rules/routing/receivers.ts";

type Labels = Readonly<Record<string, string>>;

export interface Notification {
  readonly receiver: ReceiverName;
  readonly status: "firing" | "resolved";
  readonly groupLabels: Labels;
  readonly alerts: readonly { readonly status: "firing" | "resolved"; readonly labels: Labels }[];
}

export interface Notified {
  readonly notifications: readonly Notification[];
  /** Messages to Slack, as Alertmanager sends them. */
  readonly slack: readonly string[];
  to(receiver: ReceiverName): readonly Notification[];
  close(): Promise<void>;
}

/** @param folder becomes the folder of receivers */
export async function startReceivers(folder: string): Promise<Notified> {
  const notifications: Notification[] = [];
  const slack: string[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      if (request.url === "/slack") slack.push(body);
      else notifications.push(JSON.parse(body) as Notification);
      response.end("ok");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  mkdirSync(folder, { recursive: true });
  for (const { name } of receivers) writeFileSync(join(folder, `${name}.webhook`), `${url}/webhook\n`);
  writeFileSync(join(folder, "page.slack"), `${url}/slack\n`);
  return {
    notifications,
    slack,
    to: (receiver) => notifications.filter((one) => one.receiver === receiver),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
}
