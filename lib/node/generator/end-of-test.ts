/** What a run counted, from k6's end-of-test data. Refuses data that contradicts itself. */
import type { LoadPlan } from "../../core/plan/plan.ts";
import { type CountedRun, countedRun, type CountSource } from "../../core/recording/counted-run.ts";
import { checkEndOfTest } from "./end-of-test-data.ts";
import { wrongEndOfTest } from "./generator-error.ts";

/**
 * @param raw the parsed `summary.json`
 * @param activeSeconds see `CountSource`
 * @throws GeneratorError `endOfTest` for a file that is cut short or of another plan
 */
export function readEndOfTest(
  raw: unknown,
  plan: LoadPlan,
  activeSeconds?: CountSource["activeSeconds"],
): CountedRun {
  const counted = countedRun(checkEndOfTest(raw, activeSeconds), plan);
  for (const { objective, phase, total, bad } of counted.observations) {
    if (bad > total)
      throw wrongEndOfTest(`${bad} bad events among ${total} requests for ${objective} in ${phase}`);
  }
  return counted;
}
