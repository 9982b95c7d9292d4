/**
 * What k6 leaves behind when it ends: a text for people, and under Tidemark its raw data as a
 * file, which everything else is worked out from. A bare `k6 run` gets a JUnit report of its
 * thresholds where the formatter can write one; under Tidemark the judge writes it.
 */
import { jUnit, textSummary } from "tidemark:summary";
import { fileNames, k6Environment } from "../core/record/names.ts";
import type { EndOfTest } from "./end-of-test.ts";

export function endOfTestOutput(data: EndOfTest, scenario: string): Record<string, string> {
  const rawPath = __ENV[k6Environment.summary];
  const output: Record<string, string> = {};
  if (__ENV[k6Environment.quiet] !== "true") {
    const shown = rawPath === undefined ? data : forPeople(data);
    output["stdout"] = `${textSummary(shown, { indent: " ", enableColors: data.state.isStdOutTTY })}\n`;
  }
  if (rawPath !== undefined) output[rawPath] = JSON.stringify(data);
  else if (jUnit !== null) output[fileNames.junit] = jUnit(data, { name: scenario });
  return output;
}

/** Under Tidemark thresholds and metrics by tag are there for its counts, and its own table shows those. */
function forPeople(data: EndOfTest): EndOfTest {
  const metrics = Object.entries(data.metrics)
    .filter(([name]) => !name.includes("{"))
    .map(([name, { type, contains, values }]) => [name, { type, contains, values }] as const);
  return { ...data, metrics: Object.fromEntries(metrics) };
}
