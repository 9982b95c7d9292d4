/**
 * From k6's end to the finished record: what was counted, what the judge says, which exit code.
 * A run whose counts cannot be read has no verdict but `aborted`, and says why.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { judge } from "../../core/judge/judge.ts";
import type { LoadPlan } from "../../core/plan/plan.ts";
import { exitCodeFor, type ExitCode } from "../../core/record/exit-codes.ts";
import { fileNames, phaseNames } from "../../core/record/names.ts";
import type { EndpointTraffic, RunFacts, RunRecord } from "../../core/record/record.ts";
import { type EndOfTest, readEndOfTest } from "../../node/generator/end-of-test.ts";
import { k6ExitMeaning, k6ExitCodes } from "../../node/generator/k6-exit-codes.ts";
import type { Execution } from "./execute.ts";
import type { WatchedRun } from "./watching.ts";

export interface Conclusion {
  readonly opening: RunRecord;
  readonly runFolder: string;
  readonly execution: Execution;
  readonly interruptedBy: string | null;
  readonly strict: boolean;
  readonly watched: WatchedRun;
  readonly notes: readonly string[];
}

export async function conclude(input: Conclusion): Promise<{ record: RunRecord; exitCode: ExitCode }> {
  const { opening, execution, watched } = input;
  const counted = await countsOf(input.runFolder, opening.plan);
  const facts = factsOf(input, counted);
  const { results, capacity, verdict } = judge({
    objectives: opening.plan.objectives,
    observations: counted.data.observations,
    facts,
    trends: watched.trends,
    search: null,
    strict: input.strict,
  });
  const exitCode = exitCodeFor(verdict);
  const record: RunRecord = {
    ...opening,
    state: "ended",
    startedAt: execution.startedAt.toISOString(),
    endedAt: execution.endedAt.toISOString(),
    facts,
    traffic: counted.data.traffic,
    observations: counted.data.observations,
    results,
    findings: watched.findings,
    trends: watched.trends,
    capacity,
    verdict,
    exitCode,
    notes: [...opening.notes, ...input.notes, ...watched.notes],
  };
  return { record, exitCode };
}

interface Counts {
  readonly data: EndOfTest;
  /** Why there are none; null when there are. */
  readonly missing: string | null;
}

const nothingCounted: EndOfTest = {
  observations: [],
  traffic: [],
  scriptErrors: 0,
  plannedIterations: 0,
  startedIterations: 0,
  droppedIterations: 0,
};

async function countsOf(runFolder: string, plan: LoadPlan): Promise<Counts> {
  try {
    const text = await readFile(join(runFolder, fileNames.summary), "utf8");
    return { data: readEndOfTest(JSON.parse(text), plan), missing: null };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { data: nothingCounted, missing: reason };
  }
}

function factsOf({ execution, interruptedBy }: Conclusion, counted: Counts): RunFacts {
  const { outcome } = execution;
  const scriptBroke = outcome.exitCode === k6ExitCodes.scriptException;
  return {
    scriptErrors: counted.data.scriptErrors + (scriptBroke ? 1 : 0),
    wrongBodies: judgedTraffic(counted.data).reduce((sum, { bodiesWrong }) => sum + bodiesWrong, 0),
    interruptedBy,
    stopCondition: null,
    endedOnPurpose: outcome.exitCode === k6ExitCodes.thresholds,
    generatorFailure: scriptBroke ? null : generatorFailure(execution, interruptedBy, counted.missing),
    generator: outcome.health,
    plannedIterations: counted.data.plannedIterations,
    startedIterations: counted.data.startedIterations,
    droppedIterations: counted.data.droppedIterations,
  };
}

function judgedTraffic({ traffic }: EndOfTest): EndpointTraffic[] {
  return traffic.filter(({ phase }) => phase !== phaseNames.warmup);
}

function generatorFailure(
  { outcome, overdue }: Execution,
  interruptedBy: string | null,
  missing: string | null,
): string | null {
  if (overdue) return "k6 had not ended a minute after its plan did and was killed";
  if (outcome.signal !== null) return `k6 was ended by ${outcome.signal}`;
  if (outcome.exitCode === k6ExitCodes.signal && interruptedBy === null)
    return "k6 was told to end by somebody else";
  if (!didItsWork(outcome.exitCode)) return `k6 ended with ${k6ExitMeaning(outcome.exitCode)}`;
  return missing === null ? null : `k6 left no readable end-of-test data (${missing})`;
}

function didItsWork(exitCode: number | null): boolean {
  return exitCode === 0 || exitCode === k6ExitCodes.thresholds || exitCode === k6ExitCodes.signal;
}
