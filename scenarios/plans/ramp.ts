/** Does the list of users keep its promises while traffic grows, at its top, and while it goes back? */
import { constantRate } from "../../lib/core/plan/constant-rate.ts";
import { once } from "../../lib/core/plan/executor.ts";
import { oneAfterAnother } from "../../lib/core/plan/one-after-another.ts";
import type { ScenarioDefinition } from "../../lib/core/plan/plan.ts";
import { rampingRate } from "../../lib/core/plan/ramping-rate.ts";

const sends = [once("users_list")];

export const ramp: ScenarioDefinition = {
  name: "ramp",
  summary: "traffic on the list of users up from nothing, held, and down again, each stage judged by itself",
  defaults: {
    ratePerSecond: 200,
    durationSeconds: 120,
    // It begins with next to nothing: that is its warm-up.
    warmupSeconds: 0,
    checkEveryNthBody: 10,
    rampUpSeconds: 60,
  },
  takes: ["rampUpSeconds"],

  traffic({ ratePerSecond, durationSeconds, rampUpSeconds, vus }, context) {
    const slope = { sends, durationSeconds: rampUpSeconds, vus };
    const up = { ...slope, name: "up", phase: "up", fromPerSecond: 0, toPerSecond: ratePerSecond };
    const hold = { name: "hold", phase: "hold", sends, ratePerSecond, durationSeconds, vus };
    const down = { ...slope, name: "down", phase: "down", fromPerSecond: ratePerSecond, toPerSecond: 0 };
    const slopes = rampUpSeconds > 0;
    const groups = [
      ...(slopes ? [[rampingRate(up, context)]] : []),
      [constantRate(hold, context)],
      ...(slopes ? [[rampingRate(down, context)]] : []),
    ];
    return { executors: oneAfterAnother(groups, 0), ownObjectives: null };
  },
};
