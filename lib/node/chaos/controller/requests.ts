/** Checks what comes in over HTTP, as far as the controller itself relies on it. */
import * as z from "zod";
import type { PlannedFault } from "../../../core/experiment/effect.ts";
import { isPlannedFault } from "./read-journal.ts";

const injection = z.object({
  fault: z.custom<PlannedFault>(isPlannedFault, "not a planned fault"),
  leaseMs: z.number(),
});
const faultReference = z.object({ faultId: z.string() });

/** @throws ZodError */
export function readInjection(body: unknown): { readonly fault: PlannedFault; readonly leaseMs: number } {
  return injection.parse(body);
}

/** @throws ZodError */
export function readFaultReference(body: unknown): string {
  return faultReference.parse(body).faultId;
}
