/** What a fault took, in words: parts of a sentence, without a full stop, and the figure alone for a table. */
import type {
  ContainerSqueezed,
  ContainerThrottled,
  MemoryTaken,
  Pressure,
  ProcessorsTaken,
  ServiceWait,
  Throttling,
} from "../record/pressure.ts";
import { bytes, count, counted, duration, percent } from "../record/units.ts";

export function pressureText(pressure: Pressure): string {
  switch (pressure.kind) {
    case "processorsTaken":
      return processorsText(pressure);
    case "memoryTaken":
      return memoryText(pressure);
    case "containerThrottled":
      return throttledText(pressure);
    case "containerSqueezed":
      return squeezedText(pressure);
    case "notMeasured":
      return `what the fault took could not be measured: ${pressure.why}`;
  }
}

export function pressureFigure(pressure: Pressure): string {
  switch (pressure.kind) {
    case "processorsTaken":
      return `${pressure.takenProcessors.toFixed(2)} of ${counted(pressure.processors, "processor")}`;
    case "memoryTaken":
      return `${bytes(pressure.heldBytes)} of ${bytes(pressure.askedBytes)}`;
    case "containerThrottled":
      return `${pressure.container}: ${periodsText(pressure.during)}`;
    case "containerSqueezed":
      return `${pressure.container}: ${bytes(pressure.usedBytes)} of ${bytes(pressure.limitBytes)}`;
    case "notMeasured":
      return "not measured";
  }
}

function processorsText({ workers, processors, takenProcessors, waits }: ProcessorsTaken): string {
  const taken = `${counted(workers, "worker")} took ${takenProcessors.toFixed(2)} of the ${counted(processors, "processor")}`;
  const waited = waits.length === 0 ? "" : `; ${waits.map(waitText).join(", ")}`;
  return `${taken} that the services may use${waited}`;
}

function waitText({ service, beforeSecondsPerSecond, duringSecondsPerSecond }: ServiceWait): string {
  const [before, during] = [beforeSecondsPerSecond, duringSecondsPerSecond].map(duration);
  return `${service} waited ${during} of each second for a processor (before: ${before})`;
}

function memoryText(pressure: MemoryTaken): string {
  const { askedBytes, heldBytes, availableBytesBefore, availableBytesDuring } = pressure;
  return (
    `${bytes(heldBytes)} of the ${bytes(askedBytes)} that were asked for were held; ` +
    `the machine had ${bytes(availableBytesDuring)} available (before: ${bytes(availableBytesBefore)})`
  );
}

function throttledText({ container, before, during }: ContainerThrottled): string {
  return (
    `${container} stood still in ${periodsText(during)}, for ${duration(during.throttledSeconds)} in all ` +
    `(before: in ${periodsText(before)})`
  );
}

function periodsText({ periods, throttledPeriods }: Throttling): string {
  const share = periods === 0 ? "" : ` (${percent(throttledPeriods / periods)})`;
  return `${count(throttledPeriods)} of ${counted(periods, "period")}${share}`;
}

function squeezedText(pressure: ContainerSqueezed): string {
  const { container, askedLimitBytes, limitBytes, usedBytes, limitHits, startedAnew } = pressure;
  const used = `${container} used ${bytes(usedBytes)} at most of its limit of ${bytes(limitBytes)}`;
  const notInForce = limitBytes > askedLimitBytes ? `, which was to be ${bytes(askedLimitBytes)}` : "";
  const hits =
    limitHits === null ? "" : `, and ran into it ${limitHits === 0 ? "never" : counted(limitHits, "time")}`;
  return `${used}${notInForce}${hits}${startedAnew ? "; it ended and was started again" : ""}`;
}
