/** How many users were active lately, as whoever keeps them in mind counts them. */
import type { Probe } from "./probe.ts";

export function activeUsersProbe(count: () => number): Probe {
  const read: Probe["read"] = async () => [{ gauge: "active_users_current", labels: {}, value: count() }];
  return { name: "active-users", database: null, read };
}
