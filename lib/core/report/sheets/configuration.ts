/** What was run, on what, by what: enough to understand a run a year later and to repeat it. */
import type { RunRecord } from "../../record/record.ts";
import { bytes, count, percent, span } from "../../record/units.ts";
import { type Sheet, words } from "../sheet.ts";

export function configurationSheet(record: RunRecord): Sheet {
  const { plan, target, versions, git, labels, startedAt, endedAt } = record;
  const rows: readonly (readonly [string, string])[] = [
    ["scenario", plan.scenario],
    ["run", record.runId],
    ["started", startedAt],
    ["ended", endedAt ?? "did not end by itself"],
    ...(endedAt === null ? [] : [["took", span(secondsBetween(startedAt, endedAt))] as const]),
    ["seed", String(plan.seed)],
    ["target", `${target.name} (${target.kind})`],
    ...Object.entries(target.addresses).map(([service, url]) => [`address of ${service}`, url] as const),
    ...Object.entries(labels).map(([name, value]) => [`label ${name}`, value] as const),
    ["bodies checked", plan.checkEveryNthBody === 0 ? "none" : `every ${ordinal(plan.checkEveryNthBody)}`],
    ["Tidemark", versions.tidemark],
    ["k6", versions.k6],
    ["Node.js", versions.node],
    ["operating system", versions.os],
    ["git commit", git === null ? "not in a repository" : `${git.commit}${git.dirty ? " with changes" : ""}`],
    ["script (SHA-256)", record.scriptSha256],
    ...generatorRows(record),
  ];
  return { head: [words("what"), words("value")], rows };
}

export function secondsBetween(startedAt: string, endedAt: string): number {
  return (Date.parse(endedAt) - Date.parse(startedAt)) / 1000;
}

function generatorRows({ facts }: RunRecord): readonly (readonly [string, string])[] {
  if (facts === null) return [];
  const { cores, cpuShareMean, cpuShareMax, saturatedSeconds, maxResidentBytes } = facts.generator;
  const share = (value: number | null) =>
    value === null ? "unknown" : percent(Number(value.toPrecision(2)));
  return [
    [
      "load generator",
      `${count(cores)} cores, used ${share(cpuShareMean)} on average, ${share(cpuShareMax)} at most`,
    ],
    ["load generator saturated for", span(saturatedSeconds)],
    ["memory of the load generator", maxResidentBytes === null ? "unknown" : bytes(maxResidentBytes)],
    ["iterations planned", count(facts.plannedIterations)],
    ["iterations started", count(facts.startedIterations)],
    ["iterations dropped", count(facts.droppedIterations)],
  ];
}

function ordinal(value: number): string {
  return value === 1 ? "one" : `${count(value)}th`;
}
