/**
 * Whether a list of experiments can be carried out and judged on a system: names that lead somewhere,
 * goals that the planned requests can decide, a recovery that is watched for as long as it may take.
 * Shapes, and the bounds of single figures, are checked where the files are read.
 */
import { minimumSamples } from "../objective/samples.ts";
import type { SystemDescription } from "../system/system.ts";
import type { EndpointLoad, Experiment, FaultSpec, PhaseGoals, PhaseRole } from "./experiment.ts";
import { goalsOn } from "./goals-on.ts";
import { GOOD_SECONDS } from "./probe.ts";
import { recoveryCountsFrom } from "./recovery-counts-from.ts";
import { wording } from "./wording.ts";

export interface ExperimentProblem {
  readonly experiment: string;
  readonly field: string;
  readonly text: string;
}

type Problem = Omit<ExperimentProblem, "experiment">;

/** @param alerts names of all that the rules may fire */
export function experimentProblems(
  experiments: readonly Experiment[],
  system: SystemDescription,
  alerts: readonly string[],
): ExperimentProblem[] {
  const names = experiments.map(({ name }) => name);
  return experiments.flatMap((experiment, index) =>
    [
      ...(names.indexOf(experiment.name) < index
        ? [{ field: "name", text: wording.repeatedExperiment(experiment.name) }]
        : []),
      ...serviceProblems(experiment.fault, system),
      ...endpointProblems(experiment, system),
      ...goalProblems(experiment, system),
      ...watchProblems(experiment),
      ...alertProblems(experiment, alerts),
    ].map((problem) => ({ experiment: experiment.name, ...problem })),
  );
}

function serviceProblems(fault: FaultSpec, { services }: SystemDescription): Problem[] {
  const known = services.map(({ name }) => name);
  return servicesOf(fault)
    .filter((name) => !known.includes(name))
    .map((name) => ({ field: "fault", text: wording.unknownService(name, known) }));
}

function servicesOf(fault: FaultSpec): readonly string[] {
  if ("services" in fault) return fault.services;
  if ("link" in fault) return fault.link.to === "service" ? [fault.link.name] : [];
  return fault.kind === "http" ? [fault.service] : [];
}

function endpointProblems({ traffic }: Experiment, { endpoints }: SystemDescription): Problem[] {
  const sendable = endpoints.filter(({ inJourney }) => inJourney === undefined).map(({ name }) => name);
  const sent = traffic.map(({ endpoint }) => endpoint);
  return sent.flatMap((endpoint, index) => {
    const field = `traffic[${index}].endpoint`;
    if (!sendable.includes(endpoint)) return [{ field, text: wording.unknownEndpoint(endpoint, sendable) }];
    return sent.indexOf(endpoint) < index ? [{ field, text: wording.repeatedEndpoint(endpoint) }] : [];
  });
}

function goalProblems(experiment: Experiment, system: SystemDescription): Problem[] {
  const roles: readonly PhaseRole[] = ["baseline", "fault", "recovery"];
  return experiment.traffic.flatMap((load, index) =>
    roles.flatMap((role) => {
      const own = role === "fault" && load.faultGoals !== undefined;
      const field = own ? `traffic[${index}].faultGoals` : `goals.${role}`;
      return goalTexts(experiment, load, role, system).map((text) => ({ field, text }));
    }),
  );
}

function goalTexts(
  experiment: Experiment,
  load: EndpointLoad,
  role: PhaseRole,
  { endpoints }: SystemDescription,
): string[] {
  const goals = goalsOn(experiment, load, role);
  const planned = Math.floor(load.ratePerSecond * experiment[`${role}Seconds`]);
  const needed = samplesFor(goals);
  const endpoint = endpoints.find(({ name }) => name === load.endpoint);
  const limited = goals.within.share > 0 && endpoint !== undefined;
  return [
    ...(goals.minimumSamples < needed ? [wording.tooFewAsked(goals.minimumSamples, needed)] : []),
    ...(planned < Math.max(needed, goals.minimumSamples)
      ? [wording.tooFewSamples(load.endpoint, planned, Math.max(needed, goals.minimumSamples))]
      : []),
    ...(limited && goals.within.seconds >= endpoint.timeoutSeconds
      ? [wording.limitBeyondTimeout(load.endpoint, goals.within.seconds, endpoint.timeoutSeconds)]
      : []),
  ];
}

/** Of what is promised; a goal of 0 promises nothing. */
function samplesFor({ succeed, within }: PhaseGoals): number {
  return Math.max(0, ...[succeed, within.share].filter((goal) => goal > 0).map(minimumSamples));
}

/** A recovery is one only after some seconds that are good. */
function watchProblems(experiment: Experiment): Problem[] {
  const { fault, faultSeconds, recoverySeconds, recoveredWithinSeconds } = experiment;
  const from = recoveryCountsFrom(fault.kind);
  const watched = recoverySeconds + (from === "injection" ? faultSeconds : 0);
  const needed = recoveredWithinSeconds + GOOD_SECONDS;
  if (watched >= needed) return [];
  return [{ field: "recoverySeconds", text: wording.watchedTooShortly(watched, needed, from) }];
}

function alertProblems({ expectedAlert }: Experiment, alerts: readonly string[]): Problem[] {
  if (expectedAlert === null || alerts.includes(expectedAlert)) return [];
  return [{ field: "expectedAlert", text: wording.unknownAlert(expectedAlert, alerts) }];
}
