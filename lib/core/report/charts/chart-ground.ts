/** What every chart of a run is made from. */
import type { RunRecord } from "../../record/record.ts";
import type { Gathered } from "../series/gathered.ts";

export interface ChartGround {
  readonly record: RunRecord;
  readonly gathered: Gathered;
  /** In the order of the plan, then what was only seen. */
  readonly endpoints: readonly string[];
  /** When the plan's second 0 was. */
  readonly trafficStartMs: number;
  /** End of what was recorded. */
  readonly endMs: number;
}

export function chartGround(record: RunRecord, gathered: Gathered): ChartGround {
  const startMs = Date.parse(record.startedAt);
  const phaseStarts = gathered.events.filter(({ kind, edge }) => kind === "phase" && edge === "start");
  return {
    record,
    gathered,
    endpoints: endpointsOf(record, gathered),
    trafficStartMs: phaseStarts.length === 0 ? startMs : Math.min(...phaseStarts.map(({ atMs }) => atMs)),
    endMs: gathered.lastStepMs ?? (record.endedAt === null ? startMs : Date.parse(record.endedAt)),
  };
}

function endpointsOf({ plan }: RunRecord, gathered: Gathered): readonly string[] {
  const planned = plan.executors.flatMap(({ sends }) => sends.map(({ endpoint }) => endpoint));
  const seen = gathered.phaseCounts().map(({ endpoint }) => endpoint);
  return [...new Set([...planned, ...seen])].filter((name) => seen.includes(name));
}
