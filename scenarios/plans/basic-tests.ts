/** The five basic tests: what `load` sends, and `comprehensive` before its steady part. */
import { constantRate } from "../../lib/core/plan/constant-rate.ts";
import { once } from "../../lib/core/plan/executor.ts";
import { oneAfterAnother } from "../../lib/core/plan/one-after-another.ts";
import type { EffectiveSettings, K6Executor, ScenarioContext } from "../../lib/core/plan/plan.ts";

/** Each is a phase of its own, of its endpoint's name. */
const basicTests = [
  { endpoint: "api_health", ratePerSecond: 50, durationSeconds: 60 },
  { endpoint: "users_list", ratePerSecond: 20, durationSeconds: 120 },
  { endpoint: "users_create", ratePerSecond: 10, durationSeconds: 60 },
  { endpoint: "postgres_health", ratePerSecond: 100, durationSeconds: 60 },
  { endpoint: "mongo_health", ratePerSecond: 100, durationSeconds: 60 },
] as const;

export const basicTestNames = basicTests.map(({ endpoint }) => endpoint);

/** One after another, or together; those that were asked for alone. */
export function basicTestExecutors(
  { asked, only, parallel, vus }: EffectiveSettings,
  context: ScenarioContext,
): readonly K6Executor[] {
  const executors = basicTests
    .filter(({ endpoint }) => only?.includes(endpoint) ?? true)
    .map(({ endpoint, ratePerSecond, durationSeconds }) =>
      constantRate(
        {
          name: endpoint,
          phase: endpoint,
          sends: [once(endpoint)],
          ratePerSecond: asked.ratePerSecond ?? ratePerSecond,
          durationSeconds: asked.durationSeconds ?? durationSeconds,
          vus,
        },
        context,
      ),
    );
  return parallel ? executors : oneAfterAnother(executors.map((executor) => [executor]));
}
