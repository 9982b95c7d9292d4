/**
 * Experiments as traffic: of each the baseline, and then fault and recovery as often as it is repeated,
 * one experiment after another and without a pause, under the same load throughout. Every phase is
 * judged by its own goals alone. What is done in a phase is not said here: the director follows the
 * phases, which are part of the plan.
 */
import type {
  EndpointLoad,
  Experiment,
  FaultKind,
  PhaseRole,
  PlannedExperiment,
  PlannedPhase,
} from "../experiment/experiment.ts";
import { goalsOn, objectiveIdsOn } from "../experiment/goals-on.ts";
import type { Objective } from "../objective/objective.ts";
import { constantRate } from "./constant-rate.ts";
import { describedEndpoint } from "./described-endpoint.ts";
import { once } from "./executor.ts";
import { oneAfterAnother } from "./one-after-another.ts";
import type { EffectiveSettings, K6Executor, ScenarioContext, ScenarioTraffic } from "./plan.ts";
import { afterWarmup } from "./warm-up.ts";

type PhaseOfPlan = Pick<PlannedPhase, "phase" | "role" | "repetition"> & { readonly seconds: number };

/**
 * A rate that a person sets is that to each endpoint, a duration that of each fault.
 * @throws PlanError when an experiment sends to an endpoint that the system does not describe
 */
export function chaosTraffic(
  experiments: readonly Experiment[],
  settings: Pick<EffectiveSettings, "warmupSeconds" | "vus" | "asked">,
  context: ScenarioContext,
): ScenarioTraffic & { readonly experiments: readonly PlannedExperiment[] } {
  const wanted = experiments.map((experiment) => asAsked(experiment, settings.asked));
  const groups = wanted.flatMap((experiment) =>
    phasesOf(experiment).map((phase) => executorsOf(experiment, phase, settings.vus, context)),
  );
  const executors = afterWarmup(oneAfterAnother(groups, 0), settings.warmupSeconds);
  return {
    executors,
    ownObjectives: wanted.flatMap((experiment) => objectivesOf(experiment, context)),
    experiments: wanted.map((experiment) => ({
      experiment,
      phases: phasesOf(experiment).map((phase) => scheduled(phase, executors)),
    })),
  };
}

function asAsked(
  experiment: Experiment,
  { ratePerSecond, durationSeconds }: EffectiveSettings["asked"],
): Experiment {
  return {
    ...experiment,
    faultSeconds: durationSeconds ?? experiment.faultSeconds,
    traffic: experiment.traffic.map((load) => ({
      ...load,
      ratePerSecond: ratePerSecond ?? load.ratePerSecond,
    })),
  };
}

function phasesOf({
  name,
  repetitions,
  baselineSeconds,
  faultSeconds,
  recoverySeconds,
}: Experiment): PhaseOfPlan[] {
  const phase = (role: PhaseRole, repetition: number, seconds: number): PhaseOfPlan => ({
    phase: `${name}-${role}${repetitions > 1 && repetition > 0 ? `-${repetition}` : ""}`,
    role,
    repetition,
    seconds,
  });
  const repeated = Array.from({ length: repetitions }, (_, index) => [
    phase("fault", index + 1, faultSeconds),
    phase("recovery", index + 1, recoverySeconds),
  ]);
  return [phase("baseline", 0, baselineSeconds), ...repeated.flat()];
}

/** Who asks waits for as long as the fault lasts, or until the request is given up. */
const hanging: readonly FaultKind[] = ["pause", "stall"];
/** Beyond the fault, until what waited is answered. */
const AFTERWARDS_SECONDS = 1;

/** A user that is not there yet costs a request, and with it the answer on the phase. */
function usersOfAHang(
  { preAllocatedVUs, maxVUs }: K6Executor,
  ratePerSecond: number,
  faultSeconds: number,
): number {
  const waiting = Math.ceil(ratePerSecond * (faultSeconds + AFTERWARDS_SECONDS));
  return Math.max(preAllocatedVUs, Math.min(maxVUs, waiting));
}

/** An executor for each endpoint: requests that hang hold up none to another. */
function executorsOf(
  experiment: Experiment,
  { phase, role, seconds }: PhaseOfPlan,
  vus: number | null,
  context: ScenarioContext,
): K6Executor[] {
  return experiment.traffic.map((load) => {
    const { endpoint, ratePerSecond } = load;
    const name = `${phase}-${endpoint}`;
    const sends = [once(endpoint)];
    const executor = constantRate(
      { name, phase, sends, ratePerSecond, durationSeconds: seconds, vus },
      context,
    );
    const hangs = role === "fault" && hanging.includes(experiment.fault.kind);
    return {
      ...executor,
      ...(hangs && { preAllocatedVUs: usersOfAHang(executor, ratePerSecond, seconds) }),
      judgedBy: objectivesOn(experiment, load, role, context).map(({ id }) => id),
    };
  });
}

function objectivesOf(experiment: Experiment, context: ScenarioContext): Objective[] {
  const roles: readonly PhaseRole[] = ["baseline", "fault", "recovery"];
  return roles.flatMap((role) =>
    experiment.traffic.flatMap((load) => objectivesOn(experiment, load, role, context)),
  );
}

/** Of what is promised; they are the same for all repetitions, and each phase is judged by itself. */
function objectivesOn(
  experiment: Experiment,
  load: EndpointLoad,
  role: PhaseRole,
  { system }: ScenarioContext,
): Objective[] {
  const { endpoint } = load;
  const { succeed, within } = goalsOn(experiment, load, role);
  const { service } = describedEndpoint(system, experiment.name, endpoint);
  const ids = objectiveIdsOn(experiment, load, role);
  const about = { service, endpoint, owner: service, periodDays: 1 };
  const when = `${role} of ${experiment.name}`;
  const succeeds: Objective = {
    ...about,
    id: ids.errors,
    goal: succeed,
    bad: { kind: "errors" },
    description: `Requests to ${endpoint} succeed in the ${when}`,
  };
  const inTime: Objective = {
    ...about,
    id: ids.latency,
    goal: within.share,
    bad: { kind: "slowerThan", limitSeconds: within.seconds },
    description: `Requests to ${endpoint} are answered or refused in time in the ${when}`,
  };
  // A goal of 0 promises nothing.
  return [succeeds, inTime].filter(({ goal }) => goal > 0);
}

function scheduled(
  { phase, role, repetition, seconds }: PhaseOfPlan,
  executors: readonly K6Executor[],
): PlannedPhase {
  const startSeconds = Math.min(
    ...executors.filter((executor) => executor.phase === phase).map((executor) => executor.startSeconds),
  );
  return { phase, role, repetition, startSeconds, endSeconds: startSeconds + seconds };
}
