/**
 * The classics of older tools: so many requests by so many users at once. Closed models: the system
 * sets the pace, and a stall shows in few answers. The report says so.
 */
import { once } from "../../lib/core/plan/executor.ts";
import { oneAfterAnother } from "../../lib/core/plan/one-after-another.ts";
import type { ScenarioDefinition } from "../../lib/core/plan/plan.ts";
import { sharedIterations } from "../../lib/core/plan/shared-iterations.ts";
import { afterWarmup } from "../../lib/core/plan/warm-up.ts";

const tests = [
  { name: "health", endpoint: "api_health", iterations: 10_000, concurrent: 100 },
  { name: "users", endpoint: "users_list", iterations: 5_000, concurrent: 50 },
  { name: "saturation", endpoint: "users_list", iterations: 20_000, concurrent: 100 },
] as const;

export const stress: ScenarioDefinition = {
  name: "stress",
  summary: "10,000 requests by 100 users at once on health, 5,000 by 50 on users, then 100 connections",
  // The duration is the longest that one test may take.
  defaults: { ratePerSecond: null, durationSeconds: 60, warmupSeconds: 2, checkEveryNthBody: 100 },
  takes: ["only"],
  tests: tests.map(({ name }) => name),

  traffic({ durationSeconds, warmupSeconds, vus, only }, context) {
    const groups = tests
      .filter(({ name }) => only?.includes(name) ?? true)
      .map(({ name, endpoint, iterations, concurrent }) => [
        sharedIterations(
          {
            name,
            phase: name,
            sends: [once(endpoint)],
            iterations,
            concurrent: vus ?? concurrent,
            longestSeconds: durationSeconds,
          },
          context,
        ),
      ]);
    return { executors: afterWarmup(oneAfterAnother(groups), warmupSeconds), ownObjectives: null };
  },
};
