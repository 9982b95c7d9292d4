/**
 * The record as it stands when k6 starts: everything that is known before the first request, and
 * the verdict that is true of a run that never gets to write another one.
 */
import { release } from "node:os";
import type { LeftOut, LoadPlan } from "../../core/plan/plan.ts";
import type { RunRecord, RunTarget } from "../../core/record/record.ts";

export interface Opening {
  readonly plan: LoadPlan;
  readonly leftOut: readonly LeftOut[];
  readonly target: RunTarget;
  readonly labels: Readonly<Record<string, string>>;
  readonly command: readonly string[];
  readonly git: RunRecord["git"];
  readonly scriptSha256: string;
  readonly versions: { readonly tidemark: string; readonly k6: string; readonly summary: string };
  readonly notes: readonly string[];
  readonly startedAt: Date;
}

export function openingRecord(opening: Opening): RunRecord {
  const { name, kind, addresses, metrics, auth, maxRatePerSecond } = opening.target;
  return {
    schema: 1,
    runId: opening.plan.runId,
    state: "running",
    command: opening.command,
    startedAt: opening.startedAt.toISOString(),
    endedAt: null,
    plan: opening.plan,
    leftOut: opening.leftOut,
    target: { name, kind, addresses, metrics, auth, maxRatePerSecond },
    versions: {
      ...opening.versions,
      node: process.versions.node,
      os: `${process.platform} ${release()} ${process.arch}`,
    },
    git: opening.git,
    scriptSha256: opening.scriptSha256,
    facts: null,
    traffic: [],
    observations: [],
    results: [],
    findings: [],
    trends: [],
    capacity: null,
    recoveries: [],
    experiments: [],
    delivery: null,
    labels: opening.labels,
    verdict: {
      status: "aborted",
      reasons: [
        {
          code: "interrupted",
          text: "the run has not ended, or was killed before it could say so",
          objective: null,
        },
      ],
    },
    exitCode: null,
    notes: opening.notes,
  };
}
