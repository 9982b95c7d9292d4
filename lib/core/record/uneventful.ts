/** The facts of a run to which nothing happened, for who judges counts and knows of nothing else. */
import type { RunFacts } from "./record.ts";

type Counted = "generator" | "plannedIterations" | "startedIterations" | "droppedIterations";

export const uneventful: Omit<RunFacts, Counted> = {
  scriptErrors: 0,
  wrongBodies: 0,
  interruptedBy: null,
  stopCondition: null,
  endedOnPurpose: false,
  generatorFailure: null,
  clockSteps: 0,
  requestsInDoubt: 0,
};
