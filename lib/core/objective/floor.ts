/**
 * The floor: what every endpoint owes its callers where no objective of its own says more.
 * An objective on the same endpoint and of the same kind replaces the floor's.
 */
import type { Endpoint } from "../system/system.ts";
import type { Objective } from "./objective.ts";

/** The objectives that an endpoint has by default. */
export type Floor = (endpoint: Endpoint) => readonly Objective[];

/** `stated` first, in its order, then the floor of every endpoint where nothing replaces it. */
export function withFloor(
  endpoints: readonly Endpoint[],
  floor: Floor,
  stated: readonly Objective[],
): readonly Objective[] {
  const floors = endpoints.flatMap((endpoint) => floor(endpoint));
  return [...stated, ...floors.filter((candidate) => !stated.some((own) => replaces(own, candidate)))];
}

function replaces(own: Objective, candidate: Objective): boolean {
  return own.endpoint === candidate.endpoint && own.bad.kind === candidate.bad.kind;
}
