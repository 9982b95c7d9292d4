/** An endpoint that an executor names, as the system describes it. */
import type { Endpoint, SystemDescription } from "../system/system.ts";
import { PlanError, wording } from "./plan-error.ts";

/** @throws PlanError `unknownEndpoint`, which lists the known ones */
export function describedEndpoint(system: SystemDescription, executor: string, name: string): Endpoint {
  const found = system.endpoints.find((candidate) => candidate.name === name);
  if (found !== undefined) return found;
  const known = system.endpoints.map((candidate) => candidate.name);
  throw new PlanError("unknownEndpoint", executor, wording.unknownEndpoint(executor, name, known));
}
