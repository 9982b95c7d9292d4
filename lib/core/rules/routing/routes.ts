/**
 * Which alert goes to whom, in the order in which Alertmanager asks. Whatever belongs to a test leaves
 * first, by its environment or by its traffic; what is left is production's, and nothing of a test's
 * decides about it. An environment that nobody listed is production: it pages rather than nobody.
 */
import { alertNames, severities, traffics } from "../names.ts";
import type { MonitoringSettings } from "../settings.ts";
import { receiverNames, type ReceiverName } from "./receivers.ts";

export interface Matcher {
  readonly label: string;
  readonly operator: "=" | "!=" | "=~" | "!~";
  readonly value: string;
}

export interface Route {
  readonly receiver: ReceiverName;
  readonly matchers: readonly Matcher[];
  readonly groupBy: readonly string[];
  readonly groupWait: string;
  readonly groupInterval: string;
  readonly repeatInterval: string;
  /** Outside office hours it waits. */
  readonly onlyInOfficeHours: boolean;
}

const byObjective = ["alertname", "environment", "service", "slo"] as const;

export function routes({ environments }: MonitoringSettings): readonly Route[] {
  const tests = environments.filter(({ kind }) => kind === "test").map(({ name }) => name);
  return [
    {
      receiver: receiverNames.deadMansSwitch,
      matchers: [is("alertname", alertNames.watchdog)],
      groupBy: ["alertname", "environment"],
      groupWait: "0s",
      groupInterval: "1m",
      repeatInterval: "5m",
      onlyInOfficeHours: false,
    },
    ...(tests.length > 0 ? [toLoadTest(matches("environment", tests.join("|")))] : []),
    toLoadTest(is("traffic", traffics.synthetic)),
    toLoadTest(is("alertname", alertNames.loadTest)),
    {
      receiver: receiverNames.page,
      matchers: [is("severity", severities.page)],
      groupBy: byObjective,
      groupWait: "10s",
      groupInterval: "5m",
      repeatInterval: "1h",
      onlyInOfficeHours: false,
    },
    {
      receiver: receiverNames.ticket,
      matchers: [is("severity", severities.ticket)],
      groupBy: byObjective,
      groupWait: "5m",
      groupInterval: "1h",
      repeatInterval: "24h",
      onlyInOfficeHours: true,
    },
  ];
}

/** Kept as evidence of its run, and nobody is woken. */
function toLoadTest(matcher: Matcher): Route {
  return {
    receiver: receiverNames.loadTest,
    matchers: [matcher],
    groupBy: ["environment", "testid", "slo"],
    groupWait: "10s",
    groupInterval: "1m",
    repeatInterval: "4h",
    onlyInOfficeHours: false,
  };
}

export function is(label: string, value: string): Matcher {
  return { label, operator: "=", value };
}

export function matches(label: string, value: string): Matcher {
  return { label, operator: "=~", value };
}

export function isNot(label: string, value: string): Matcher {
  return { label, operator: "!=", value };
}

/** Whether an alert with these labels is matched; a label that is missing is empty. */
export function isMatched(matchers: readonly Matcher[], labels: Readonly<Record<string, string>>): boolean {
  return matchers.every(({ label, operator, value }) => {
    const actual = labels[label] ?? "";
    const equal = operator.endsWith("~") ? new RegExp(`^(?:${value})$`).test(actual) : actual === value;
    return operator.startsWith("!") ? !equal : equal;
  });
}
