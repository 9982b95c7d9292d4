/**
 * A run's record as JUnit XML, for the test view of a CI system: a case for every objective,
 * one for the run itself (so that the file is never empty). Missed is a failure, undecided or left out is
 * skipped, an aborted run is an error.
 */
import type { RunRecord } from "../record/record.ts";
import { count } from "../record/units.ts";
import { statusOfReason } from "../record/reason-status.ts";
import type { ObjectiveResult, Reason } from "../record/verdict.ts";
import { nameOf } from "./sheets/objectives.ts";
import { element } from "./xml.ts";

type CaseState = "failure" | "skipped" | "error" | "passed";

interface Case {
  readonly name: string;
  readonly state: CaseState;
  readonly message: string;
  /** The reason's code, for filters. */
  readonly type: string;
}

export function junitXml(record: RunRecord): string {
  const cases = [runCase(record), ...record.results.map(objectiveCase), ...leftOutCases(record)];
  const counts = {
    tests: cases.length,
    failures: cases.filter(({ state }) => state === "failure").length,
    errors: cases.filter(({ state }) => state === "error").length,
    skipped: cases.filter(({ state }) => state === "skipped").length,
  };
  const time = secondsOf(record);
  const name = `tidemark ${record.plan.scenario}`;
  const suite = element(
    "testsuite",
    { name, ...counts, time, timestamp: record.startedAt },
    cases.map((each) => caseXml(each, record.plan.scenario)),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element("testsuites", { name, ...counts, time }, [suite])}\n`;
}

/** What befell the run as a whole, whatever its objectives say. */
function runCase({ verdict }: RunRecord): Case {
  const own = verdict.reasons.filter((reason) => reason.objective === null);
  return { name: "run", state: runState(verdict.status, own), ...told(own, verdict.status) };
}

function runState(status: string, own: readonly Reason[]): CaseState {
  if (status === "aborted") return "error";
  const statuses = own.map(({ code }) => statusOfReason[code]);
  if (statuses.includes("fail")) return "failure";
  return statuses.includes("inconclusive") ? "skipped" : "passed";
}

const stateOfOutcome: Readonly<Record<ObjectiveResult["outcome"], CaseState>> = {
  met: "passed",
  missed: "failure",
  undecided: "skipped",
};

function objectiveCase(result: ObjectiveResult): Case {
  const state = stateOfOutcome[result.outcome];
  return { name: nameOf(result), state, ...told(result.reasons, result.outcome) };
}

function leftOutCases({ leftOut }: RunRecord): readonly Case[] {
  return leftOut.map(({ objective, phase, neededSamples, plannedSamples }) => ({
    name: nameOf({ objective, phase }),
    state: "skipped",
    message: `left out: it takes ${count(neededSamples)} requests to decide, ${count(plannedSamples)} were planned`,
    type: "leftOut",
  }));
}

function told(reasons: readonly Reason[], otherwise: string): Pick<Case, "message" | "type"> {
  return {
    message: reasons.map((reason) => reason.text).join(" ") || otherwise,
    type: reasons[0]?.code ?? otherwise,
  };
}

function caseXml({ name, state, message, type }: Case, scenario: string): string {
  const outcome = state === "passed" ? [] : [element(state, { message, type })];
  return element("testcase", { name, classname: `tidemark.${scenario}` }, outcome);
}

/** 0 while the run has no end. */
function secondsOf({ startedAt, endedAt }: RunRecord): number {
  return endedAt === null ? 0 : (Date.parse(endedAt) - Date.parse(startedAt)) / 1000;
}
