/** Who decides: Tidemark, when it started this k6 process, or k6 by itself. */
import { k6Environment } from "../core/record/names.ts";
import type { Gate } from "./thresholds.ts";

export function gateOf(environment: Readonly<Record<string, string | undefined>>): Gate {
  if (environment[k6Environment.run] === undefined) return "bare";
  return environment[k6Environment.abortEarly] === "true" ? "abortEarly" : "count";
}
