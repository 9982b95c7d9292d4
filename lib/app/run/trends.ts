/**
 * Did it leak? The samples and the steps that a soak has left, given to the analysis. What the target
 * does is judged; our own growth is a note, for it says nothing of the system.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { TrendInput, TrendLimit } from "../../core/analysis/trend-input.ts";
import { trendsOf } from "../../core/analysis/trends-of.ts";
import type { LoadPlan } from "../../core/plan/plan.ts";
import { fileNames, phaseNames } from "../../core/record/names.ts";
import { ownSubjects, type ResourceSample } from "../../core/record/resource.ts";
import type { TrendResult } from "../../core/record/trend.ts";
import { readRows } from "../report/read-rows.ts";
import { latencySeries } from "./latency-series.ts";

/** A week: what is deployed weekly is started anew by then. */
const PLANNED_UPTIME_HOURS = 168;
const LATENCY_QUANTILE = 0.95;
const own: readonly string[] = Object.values(ownSubjects);

export interface SoakTrends {
  readonly trends: readonly TrendResult[];
  readonly notes: readonly string[];
}

export interface Soak {
  readonly folder: string;
  readonly plan: LoadPlan;
  /** Of the load, its warm-up included. */
  readonly startedAt: Date;
  readonly endedAt: Date;
}

export async function soakTrends({ folder, plan, startedAt, endedAt }: Soak): Promise<SoakTrends> {
  const warmupEndMs = startedAt.getTime() + judgedFromSeconds(plan) * 1000;
  const endMs = endedAt.getTime();
  const samples = await samplesIn(folder);
  const common = {
    warmupEndMs,
    endMs,
    limits: latencyLimits(plan),
    plannedUptimeHours: PLANNED_UPTIME_HOURS,
  };
  const latencies = await latencySeries(folder, plan, { startMs: warmupEndMs, endMs });
  const of = (input: Pick<TrendInput, "samples" | "latencies">) => trendsOf({ ...common, ...input });
  const ofTarget = samples.filter(({ subject }) => !own.includes(subject));
  const ours = samples.filter(({ subject }) => own.includes(subject));
  return {
    trends: of({ samples: ofTarget, latencies }),
    notes: of({ samples: ours, latencies: [] })
      .filter(({ outcome }) => outcome === "leak")
      .map(({ text }) => text),
  };
}

async function samplesIn(folder: string): Promise<ResourceSample[]> {
  const path = join(folder, fileNames.resources);
  const samples: ResourceSample[] = [];
  if (existsSync(path)) await readRows(path, (row) => void samples.push(row as ResourceSample));
  return samples;
}

/** An objective on latency is its limit where it is about the p95 or more of the requests. */
function latencyLimits({ objectives }: LoadPlan): TrendLimit[] {
  return objectives.flatMap(({ endpoint, goal, bad }) => {
    if (bad.kind !== "slowerThan" || goal < LATENCY_QUANTILE) return [];
    return [{ subject: endpoint, quantity: "latencyP95Seconds" as const, limit: bad.limitSeconds }];
  });
}

function judgedFromSeconds({ executors }: LoadPlan): number {
  const judged = executors.filter(({ phase }) => phase !== phaseNames.warmup);
  return judged.length === 0 ? 0 : Math.min(...judged.map(({ startSeconds }) => startSeconds));
}
