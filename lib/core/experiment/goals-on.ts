/** What an experiment promises of one endpoint in its phases of one role, and how the objectives of it are called. */
import type { EndpointLoad, Experiment, PhaseGoals, PhaseRole } from "./experiment.ts";

export function goalsOn({ goals }: Experiment, load: EndpointLoad, role: PhaseRole): PhaseGoals {
  return role === "fault" ? (load.faultGoals ?? goals.fault) : goals[role];
}

/** The same for all repetitions: each phase is judged by itself. */
export function objectiveIdsOn({ name }: Experiment, { endpoint }: EndpointLoad, role: PhaseRole) {
  const id = `${name}-${role}-${endpoint}`;
  return { errors: `${id}-errors`, latency: `${id}-latency` };
}
