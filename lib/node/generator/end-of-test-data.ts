/** k6's end-of-test data, checked at the edge: it is a file, and a full disk cuts files short. */
import { z } from "zod";
import { submetrics } from "../../core/record/submetrics.ts";
import type { CountSource } from "../../core/recording/counted-run.ts";
import { wrongEndOfTest } from "./generator-error.ts";

const metric = z.object({ type: z.string(), values: z.record(z.string(), z.number()) });
const schema = z.object({
  metrics: z.record(z.string(), metric),
  state: z.object({ testRunDurationMs: z.number().nonnegative() }),
});

/**
 * @param activeSeconds k6 keeps no times of its phases: whoever watched them tells
 * @throws GeneratorError `endOfTest`, also from its functions, for what is not there
 */
export function checkEndOfTest(
  raw: unknown,
  activeSeconds: CountSource["activeSeconds"] = () => null,
): CountSource {
  const parsed = schema.safeParse(raw);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `${path.join(".") || "the file"}: ${message}`,
    );
    throw wrongEndOfTest(problems.join("; "));
  }
  const { metrics, state } = parsed.data;
  const value = (name: string, key: string) => {
    const found = metrics[name]?.values[key];
    if (found === undefined) throw wrongEndOfTest(`no ${key} of ${name}`);
    return found;
  };
  return {
    runSeconds: state.testRunDurationMs / 1000,
    activeSeconds,
    count: (name) => value(name, "count"),
    latencySeconds: (endpoint, phase) => {
      const seconds = (name: string) => value(submetrics.duration(endpoint, phase), name) / 1000;
      return { p50: seconds("med"), p95: seconds("p(95)"), p99: seconds("p(99)"), max: seconds("max") };
    },
  };
}
