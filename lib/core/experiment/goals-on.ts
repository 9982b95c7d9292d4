/** What an experiment promises of one endpoint in its phases of one role. */
import type { EndpointLoad, Experiment, PhaseGoals, PhaseRole } from "./experiment.ts";

export function goalsOn({ goals }: Experiment, load: EndpointLoad, role: PhaseRole): PhaseGoals {
  return role === "fault" ? (load.faultGoals ?? goals.fault) : goals[role];
}
