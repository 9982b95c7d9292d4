/**
 * What the counts say about a goal when every event is known. The observed share is compared
 * with the goal, given enough events: `minimumSamples`, with which a clean run would show the goal
 * at 95 % confidence. With fewer, a miss is still a miss when the whole 95 % interval lies
 * below the goal; everything else stays open.
 */
import type { Ratio } from "../objective/objective.ts";
import { minimumSamples } from "../objective/samples.ts";
import { clopperPearson } from "./interval.ts";

export interface Counts {
  readonly total: number;
  readonly bad: number;
}

export interface Weighed {
  readonly outcome: "met" | "missed" | "tooFew";
  /**
   * The interval straddles the goal. Never for a goal of 1: that is a statement about the events
   * of this run ("none was bad"), not an estimate.
   */
  readonly straddles: boolean;
}

export function weigh(goal: Ratio, { total, bad }: Counts): Weighed {
  const interval = clopperPearson(total - bad, total);
  return {
    outcome: total < minimumSamples(goal) ? fewOutcome(goal, interval.high) : shareOutcome(goal, total, bad),
    straddles: goal < 1 && interval.low < goal && interval.high >= goal,
  };
}

function fewOutcome(goal: Ratio, high: Ratio): "missed" | "tooFew" {
  return high < goal ? "missed" : "tooFew";
}

/** Good by total, not 1 - bad by total: only the former gives the very number that 0.99 stands for. */
function shareOutcome(goal: Ratio, total: number, bad: number): "met" | "missed" {
  return (total - bad) / total >= goal ? "met" : "missed";
}
