/**
 * What is tested: services and their endpoints, as a team describes them in `system/`.
 * Data only; what a request carries is behaviour (see `behaviour.ts`), because k6 builds it
 * anew for every iteration.
 */

import type { DataFile } from "./data.ts";
import type { Journey } from "./journey.ts";
import type { Leftovers } from "./leftovers.ts";

export type HttpMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface Service {
  /** Stable name: the `service` tag and label, e.g. `api`. */
  readonly name: string;
  readonly description: string;
  /** Where the service listens when nothing says otherwise. */
  readonly defaultPort: number;
  /** A path that answers 200 when the service can do its work. */
  readonly healthPath: string;
  /**
   * Stores behind it, by their names, each with a path that answers 200 while the service reaches it. A
   * fault on the store is looked for there, too: requests of users need not feel it.
   */
  readonly stores?: Readonly<Record<string, string>>;
  /**
   * Bounds of its histogram of request durations, where they are fixed; every latency limit must be
   * one of them. Left out by services that take theirs from `thresholds/`, as those of this repository do.
   */
  readonly durationBucketsSeconds?: readonly number[];
}

export interface Endpoint {
  /** Stable name, unique in the system: the `name` tag of each of its requests, e.g. `users_list`. */
  readonly name: string;
  readonly service: string;
  readonly method: HttpMethod;
  /** Route template, e.g. `/api/v1/users/:id`; also the `endpoint` label of the services' metrics. */
  readonly path: string;
  /** Any other status counts as a bad event for an objective on errors. */
  readonly expectedStatuses: readonly number[];
  /** After this long without an answer the request is given up and counts as failed. */
  readonly timeoutSeconds: number;
  /** Can only be sent within this journey, because it needs what an earlier answer gave. */
  readonly inJourney?: string;
}

export interface SystemDescription {
  readonly services: readonly Service[];
  readonly endpoints: readonly Endpoint[];
  readonly journeys?: readonly Journey[];
  /** Files whose rows requests draw on. */
  readonly data?: readonly DataFile[];
  /** What a run that broke off may leave behind. */
  readonly leftovers?: readonly Leftovers[];
}

/** The endpoint called `name`; throws a `RangeError` that lists the known ones. */
export function endpointNamed(system: SystemDescription, name: string): Endpoint {
  const found = system.endpoints.find((endpoint) => endpoint.name === name);
  if (found !== undefined) return found;
  const known = system.endpoints.map((endpoint) => endpoint.name).join(", ");
  throw new RangeError(`endpoint ${name}: not described in the system; known: ${known}`);
}
