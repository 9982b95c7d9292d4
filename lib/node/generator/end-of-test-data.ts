/** k6's end-of-test data, checked at the edge: it is a file, and a full disk cuts files short. */
import { z } from "zod";
import { wrongEndOfTest } from "./generator-error.ts";

const metric = z.object({ type: z.string(), values: z.record(z.string(), z.number()) });
const schema = z.object({
  metrics: z.record(z.string(), metric),
  state: z.object({ testRunDurationMs: z.number().nonnegative() }),
});

export interface EndOfTestData {
  readonly runSeconds: number;
  count(metric: string): number;
  /** One of the values of a trend, e.g. `p(95)`. */
  value(metric: string, name: string): number;
}

/** @throws GeneratorError `endOfTest`, also from its functions, for what is not there */
export function checkEndOfTest(raw: unknown): EndOfTestData {
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
    count: (name) => value(name, "count"),
    value,
  };
}
