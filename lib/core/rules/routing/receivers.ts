/**
 * Who gets alerts. Addresses are secrets of whoever operates Alertmanager: they stand in files beside
 * its configuration, and the repository holds their names alone. A receiver without its file keeps
 * its alerts on Alertmanager's page, and says in its log that it could not send.
 */

export const receiverNames = {
  page: "page",
  ticket: "ticket",
  loadTest: "load-test",
  deadMansSwitch: "dead-mans-switch",
} as const;

export type ReceiverName = (typeof receiverNames)[keyof typeof receiverNames];

export interface Receiver {
  readonly name: ReceiverName;
  /** Whether the end of an alert is told, too. */
  readonly sendsResolved: boolean;
  /** People read it: Slack as well as the webhook. */
  readonly forPeople: boolean;
}

export const receivers: readonly Receiver[] = [
  { name: receiverNames.page, sendsResolved: true, forPeople: true },
  { name: receiverNames.ticket, sendsResolved: true, forPeople: true },
  { name: receiverNames.loadTest, sendsResolved: true, forPeople: false },
  { name: receiverNames.deadMansSwitch, sendsResolved: false, forPeople: false },
];

export const addressWays = ["webhook", "slack"] as const;

/** Where Alertmanager finds the address of a receiver. */
export function addressFile(name: ReceiverName, way: (typeof addressWays)[number]): string {
  return `/etc/alertmanager/receivers/${name}.${way}`;
}
