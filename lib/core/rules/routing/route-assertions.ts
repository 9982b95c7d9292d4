/**
 * Where every alert has to arrive: each objective, severity, environment and kind of traffic, stated by
 * rule and not read off the routes, so that amtool compares two independent answers.
 */
import type { Objective } from "../../objective/objective.ts";
import { burnAlertsOf } from "../burn-alert.ts";
import { alertNames, severities, traffics } from "../names.ts";
import { labelsOf } from "../recording-rules.ts";
import type { Labels } from "../rule.ts";
import type { Environment, MonitoringSettings } from "../settings.ts";
import { infrastructureAlerts } from "../infrastructure/infrastructure.ts";
import { receiverNames, type ReceiverName } from "./receivers.ts";

export interface RouteAssertion {
  readonly labels: Labels;
  readonly receiver: ReceiverName;
}

/** Somebody's, of whom the settings know nothing. */
const unlisted: Environment = { name: "unlisted", kind: "live" };

export function routeAssertions(
  objectives: readonly Objective[],
  { environments }: MonitoringSettings,
): readonly RouteAssertion[] {
  const alerts = [
    ...objectives.flatMap(alertsOf),
    ...infrastructure(),
    { alertname: alertNames.loadTest, severity: severities.none, testid: "load-7" },
    { alertname: alertNames.watchdog, severity: severities.none },
  ];
  return [...environments, unlisted].flatMap((environment) =>
    alerts.map((labels: Labels) => ({
      labels: { ...labels, environment: environment.name },
      receiver: expectedReceiver(labels, environment),
    })),
  );
}

function expectedReceiver({ alertname, severity, traffic }: Labels, { kind }: Environment): ReceiverName {
  if (alertname === alertNames.watchdog) return receiverNames.deadMansSwitch;
  if (kind === "test" || traffic === traffics.synthetic || alertname === alertNames.loadTest) {
    return receiverNames.loadTest;
  }
  return severity === severities.page ? receiverNames.page : receiverNames.ticket;
}

function alertsOf(objective: Objective): readonly Labels[] {
  const severityOf = new Map(burnAlertsOf(objective).alerts.map(({ severity, long }) => [severity, long]));
  const burns = [...severityOf].flatMap(([severity, window]) =>
    Object.values(traffics).map((traffic) => ({
      alertname: alertNames.burn,
      ...labelsOf(objective),
      severity,
      window,
      traffic,
      ...(traffic === traffics.synthetic && { testid: "load-7" }),
    })),
  );
  return [...burns, { alertname: alertNames.absent, ...labelsOf(objective), severity: severities.ticket }];
}

function infrastructure(): readonly Labels[] {
  return infrastructureAlerts.map(({ alert, component, level, severity }) => ({
    alertname: alert,
    component,
    level,
    severity,
  }));
}
