/** Does the list of users survive ten times its traffic from one moment to the next, and how soon is it itself again? */
import { constantRate } from "../../lib/core/plan/constant-rate.ts";
import { once } from "../../lib/core/plan/executor.ts";
import { oneAfterAnother } from "../../lib/core/plan/one-after-another.ts";
import type { ScenarioDefinition } from "../../lib/core/plan/plan.ts";
import { afterWarmup } from "../../lib/core/plan/warm-up.ts";

const JUMP = 10;
/** Enough requests at the usual rate to decide its objectives. */
const CALM_SECONDS = 45;

export const burst: ScenarioDefinition = {
  name: "burst",
  summary:
    "steady traffic on the list of users, ten times as much at once, and back; with the time to recover",
  defaults: { ratePerSecond: 20, durationSeconds: 60, warmupSeconds: 5, checkEveryNthBody: 10 },

  traffic({ ratePerSecond, durationSeconds, warmupSeconds, vus }, context) {
    const part = (phase: string, perSecond: number, seconds: number) => [
      constantRate(
        {
          name: phase,
          phase,
          sends: [once("users_list")],
          ratePerSecond: perSecond,
          durationSeconds: seconds,
          vus,
        },
        context,
      ),
    ];
    // Without a pause in between: the jump is within a second.
    const executors = oneAfterAnother(
      [
        part("before", ratePerSecond, CALM_SECONDS),
        part("burst", ratePerSecond * JUMP, durationSeconds),
        part("after", ratePerSecond, CALM_SECONDS),
      ],
      0,
    );
    return {
      executors: afterWarmup(executors, warmupSeconds),
      ownObjectives: null,
      recoveries: [{ after: "burst", in: "after" }],
    };
  },
};
