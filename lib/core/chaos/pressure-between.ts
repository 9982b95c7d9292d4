/**
 * What a fault took, from readings at the ends of two spans: one before the injection, one while the fault
 * was in. Differences of counters alone; judges nothing. What one of the readings does not tell is not
 * measured, and nothing is guessed in its place.
 */
import type { Pressure, ServiceWait, Throttling } from "../record/pressure.ts";
import type {
  ContainerReading,
  MemoryReading,
  PressureReading,
  ProcessorsReading,
  ThreadTimes,
  TimesByThread,
} from "./pressure-reading.ts";

export interface Span<Reading> {
  readonly first: Reading;
  readonly last: Reading;
}

/** @param before and `during`: of the same effect */
export function pressureBetween(before: Span<PressureReading>, during: Span<PressureReading>): Pressure {
  const readings = [before.first, before.last, during.first, during.last];
  const unreadable = readings.find((reading) => reading.kind === "unreadable");
  if (unreadable !== undefined) return notMeasured(unreadable.why);
  if (are(before, "processors") && are(during, "processors")) return processorsTaken(before, during);
  if (are(before, "memory") && are(during, "memory")) return memoryTaken(before, during);
  if (are(before, "container") && are(during, "container")) return ofContainer(before, during);
  return notMeasured("the readings are not of one effect");
}

type ReadingOf<Kind> = Extract<PressureReading, { kind: Kind }>;

function are<Kind extends PressureReading["kind"]>(
  span: Span<PressureReading>,
  kind: Kind,
): span is Span<ReadingOf<Kind>> {
  return span.first.kind === kind && span.last.kind === kind;
}

function processorsTaken(before: Span<ProcessorsReading>, during: Span<ProcessorsReading>): Pressure {
  const { askedWorkers, processors } = during.last;
  const seconds = secondsOf(during);
  if (!(seconds > 0) || !(secondsOf(before) > 0)) return notMeasured("no time passed between two readings");
  const waits = during.last.services.map(({ name }): ServiceWait => ({
    service: name,
    beforeSecondsPerSecond: waitOf(name, before),
    duringSecondsPerSecond: waitOf(name, during),
  }));
  const ran = more(during.first.workers, during.last.workers, ({ ranSeconds }) => ranSeconds);
  const takenProcessors = ran / seconds;
  return { kind: "processorsTaken", workers: askedWorkers, processors, takenProcessors, waits };
}

function waitOf(service: string, span: Span<ProcessorsReading>): number {
  const threadsIn = ({ services }: ProcessorsReading) =>
    services.find(({ name }) => name === service)?.threads ?? {};
  const waited = more(threadsIn(span.first), threadsIn(span.last), ({ waitedSeconds }) => waitedSeconds);
  return waited / secondsOf(span);
}

function secondsOf({ first, last }: Span<ProcessorsReading>): number {
  return (last.atMs - first.atMs) / 1000;
}

/** Of the threads that were there at both ends. */
function more(first: TimesByThread, last: TimesByThread, figure: (times: ThreadTimes) => number): number {
  return Object.entries(last).reduce((sum, [thread, times]) => {
    const earlier = first[thread];
    return earlier === undefined ? sum : sum + figure(times) - figure(earlier);
  }, 0);
}

function memoryTaken(before: Span<MemoryReading>, { first, last }: Span<MemoryReading>): Pressure {
  return {
    kind: "memoryTaken",
    askedBytes: last.askedBytes,
    heldBytes: Math.min(first.heldBytes, last.heldBytes),
    availableBytesBefore: before.last.availableBytes,
    availableBytesDuring: last.availableBytes,
  };
}

function ofContainer(before: Span<ContainerReading>, during: Span<ContainerReading>): Pressure {
  const { takes } = during.last;
  return takes.what === "memory"
    ? containerSqueezed(during, takes.askedLimitBytes)
    : containerThrottled(before, during);
}

function containerThrottled(before: Span<ContainerReading>, during: Span<ContainerReading>): Pressure {
  const { container } = during.last;
  const [then, now] = [throttlingIn(before), throttlingIn(during)];
  if (then === null || now === null)
    return notMeasured(`the engine does not tell whether ${container} was throttled`);
  return { kind: "containerThrottled", container, before: then, during: now };
}

function throttlingIn(span: Span<ContainerReading>): Throttling | null {
  const periods = moreOf(span, "periods");
  const throttledPeriods = moreOf(span, "throttledPeriods");
  const throttledSeconds = moreOf(span, "throttledSeconds");
  if (periods === null || throttledPeriods === null || throttledSeconds === null) return null;
  return { periods, throttledPeriods, throttledSeconds };
}

/** A container that was started anew counts from 0 again. */
function moreOf(
  { first, last }: Span<ContainerReading>,
  figure: "periods" | "throttledPeriods" | "throttledSeconds" | "limitHits",
): number | null {
  const [then, now] = [first[figure], last[figure]];
  if (then === null || now === null) return null;
  return first.startedAt === last.startedAt ? now - then : now;
}

function containerSqueezed(during: Span<ContainerReading>, askedLimitBytes: number): Pressure {
  const { first, last } = during;
  const { container, limitBytes, usedBytes } = last;
  if (limitBytes === null || usedBytes === null)
    return notMeasured(`the engine does not tell how much memory ${container} uses`);
  return {
    kind: "containerSqueezed",
    ...{ container, askedLimitBytes, limitBytes },
    usedBytes: Math.max(first.usedBytes ?? 0, usedBytes),
    limitHits: moreOf(during, "limitHits"),
    startedAnew: first.startedAt !== last.startedAt,
  };
}

function notMeasured(why: string): Pressure {
  return { kind: "notMeasured", why };
}
