/**
 * Did a request take longer than its iteration? That cannot be, unless the clock was set forward
 * meanwhile: k6 measures the former by the machine's clock and the latter by one that nobody can set.
 * Told by the longest of each: a request that took longer than any iteration took longer than its own.
 */
import { z } from "zod";
import { clock } from "../../core/record/clock.ts";

const longest = z.object({ values: z.object({ max: z.number() }) }).optional();
const schema = z.object({
  metrics: z.object({ http_req_duration: longest, iteration_duration: longest }),
});

/**
 * @param raw the parsed `summary.json` of a run that k6 ended by itself: an iteration that it had to cut
 *   short has no length, but its request has
 * @returns false where k6 kept no times
 */
export function requestOutlastedItsIteration(raw: unknown): boolean {
  const parsed = schema.safeParse(raw);
  if (!parsed.success) return false;
  const { http_req_duration: request, iteration_duration: iteration } = parsed.data.metrics;
  if (request === undefined || iteration === undefined) return false;
  return request.values.max - iteration.values.max > clock.toleratedStepSeconds * 1000;
}
