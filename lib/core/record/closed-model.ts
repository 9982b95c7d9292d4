/** Who sets the pace of an executor: the plan, or the system that answers it. */
import type { K6Executor } from "../plan/plan.ts";

/** The system does: see `SharedIterations`. */
export function isClosedModel({ shape }: Pick<K6Executor, "shape">): boolean {
  return shape.kind === "shared-iterations";
}
