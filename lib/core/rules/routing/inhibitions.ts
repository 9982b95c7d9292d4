/**
 * Which alert holds which other one back while it fires. Each names both sides exactly: a label
 * that both sides lack counts as equal, so a loose rule would silence what it never meant. Nothing of
 * a test holds a page back.
 */
import { alertNames, severities, traffics } from "../names.ts";
import { is, isNot, matches, type Matcher } from "./routes.ts";

export interface Inhibition {
  readonly why: string;
  readonly source: readonly Matcher[];
  readonly target: readonly Matcher[];
  /** Labels that both must have alike. */
  readonly equal: readonly string[];
}

const burn = is("alertname", alertNames.burn);

export const inhibitions: readonly Inhibition[] = [
  {
    why: "Who is paged for an objective needs no ticket for it.",
    source: [burn, is("severity", severities.page)],
    target: [burn, is("severity", severities.ticket)],
    equal: ["environment", "service", "slo", "traffic"],
  },
  {
    why: "A store that is down is a page of its own, and the cause.",
    source: [is("alertname", alertNames.dependencyDown)],
    target: [burn, isNot("traffic", traffics.synthetic)],
    equal: ["environment"],
  },
  {
    why: "A service that is down tells nothing, which its own page says.",
    source: [is("alertname", alertNames.serviceDown)],
    target: [is("alertname", alertNames.absent)],
    equal: ["environment"],
  },
  {
    why: "The hard limit says all that the soft one does.",
    source: [is("level", "hard")],
    target: [is("level", "soft")],
    equal: [
      "alertname",
      "environment",
      "component",
      "instance",
      "server",
      "service",
      "name",
      "queue",
      "datname",
      "mountpoint",
      "device",
    ],
  },
  {
    why: "A load test saturates on purpose. Tickets wait until it ends; pages never do.",
    source: [is("alertname", alertNames.loadTest)],
    target: [is("severity", severities.ticket), matches("level", "soft|hard")],
    equal: ["environment"],
  },
];
