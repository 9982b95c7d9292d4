/** Phases and events behind the charts over time: as they were written down, or else as they were planned. */
import type { RunEvent } from "../../record/event.ts";
import { phaseNames } from "../../record/names.ts";
import type { Band } from "./chart.ts";
import type { ChartGround } from "./chart-ground.ts";

export function bandsOf(ground: ChartGround): readonly Band[] {
  const { events } = ground.gathered;
  const phases = events.some(({ kind }) => kind === "phase")
    ? lasting(events, "phase", ground.endMs).map(phaseBand)
    : plannedPhases(ground);
  const faults = events.some(({ kind }) => kind === "fault")
    ? lasting(events, "fault", ground.endMs)
    : recordedFaults(ground);
  const moments = events.filter(({ kind, edge }) => kind !== "lease" && kind !== "run" && edge === "at");
  return [
    ...phases,
    ...faults.map(eventBand),
    ...moments.map((event) => eventBand({ name: event.name, fromMs: event.atMs, toMs: event.atMs })),
  ];
}

interface Stretch {
  readonly name: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Pairs of a start and an end; one without an end lasted to the end of the run. */
function lasting(events: readonly RunEvent[], kind: RunEvent["kind"], endMs: number): readonly Stretch[] {
  return events.flatMap((event, index) => {
    if (event.kind !== kind || event.edge !== "start") return [];
    const end = events.find(
      (later, at) => at > index && later.kind === kind && later.edge === "end" && later.name === event.name,
    );
    return [{ name: event.name, fromMs: event.atMs, toMs: end?.atMs ?? endMs }];
  });
}

function plannedPhases({ record, trafficStartMs, endMs }: ChartGround): readonly Band[] {
  const phases = [...new Set(record.plan.executors.map(({ phase }) => phase))];
  return phases
    .map((name) => {
      const own = record.plan.executors.filter(({ phase }) => phase === name);
      const from = Math.min(...own.map(({ startSeconds }) => startSeconds));
      const to = Math.max(...own.map(({ startSeconds, shape }) => startSeconds + shape.durationSeconds));
      return { name, fromMs: trafficStartMs + from * 1000, toMs: trafficStartMs + to * 1000 };
    })
    .filter(({ fromMs }) => fromMs < endMs)
    .map((stretch) => phaseBand({ ...stretch, toMs: Math.min(stretch.toMs, endMs) }));
}

/** From the injection to the undo; one that was never undone lasted to the end of the run. */
function recordedFaults({ record, endMs }: ChartGround): readonly Stretch[] {
  return record.experiments.flatMap(({ experiment, faults }) =>
    faults.flatMap(({ injectedAtMs, undoneAtMs }) =>
      injectedAtMs === null ? [] : [{ name: experiment, fromMs: injectedAtMs, toMs: undoneAtMs ?? endMs }],
    ),
  );
}

function phaseBand({ name, fromMs, toMs }: Stretch): Band {
  const kind = name === phaseNames.warmup ? "warmup" : "phase";
  return { label: name, kind, from: fromMs / 1000, to: toMs / 1000 };
}

function eventBand({ name, fromMs, toMs }: Stretch): Band {
  return { label: name, kind: "event", from: fromMs / 1000, to: toMs / 1000 };
}
