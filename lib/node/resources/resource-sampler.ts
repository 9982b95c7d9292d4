/**
 * Samples what processes, services and containers use while a run goes on, and appends it to the
 * run's `resources.ndjson`. It never disturbs the run: a subject that has gone is noted and left
 * alone, one that does not answer leaves a gap, one that is slow is not asked again meanwhile.
 */
import { containerReader } from "./container-reader.ts";
import { metricsReader } from "./metrics-reader.ts";
import { processReader } from "./process-reader.ts";
import type { Reader } from "./reading.ts";
import { openSampleFile } from "./sample-file.ts";
import type { ResourceSampler, SamplerOptions } from "./sampler-types.ts";
import type { Subject } from "./subject.ts";
import { type Watched, watch } from "./watched.ts";

export function startResourceSampler(options: SamplerOptions): ResourceSampler {
  const { runFolder, intervalMs, nowMs, dockerHost } = options;
  const file = openSampleFile(runFolder);
  const watched: Watched[] = [];
  const notes: string[] = [];
  const add = (subject: Subject) => {
    try {
      const one = watch(subject, readerFor(subject, dockerHost), nowMs, (sample) => file.add(sample));
      watched.push(one);
      void one.look();
    } catch (error) {
      notes.push(`${subject.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  options.subjects.forEach(add);
  const timer = setInterval(() => watched.forEach((one) => void one.look()), intervalMs);
  return {
    add,
    take: (samples) => samples.forEach((sample) => file.add(sample)),
    stop: async () => {
      clearInterval(timer);
      await Promise.all(watched.map((one) => one.end()));
      return { ...file.close(), notes: [...notes, ...watched.flatMap((one) => one.notes())] };
    },
  };
}

function readerFor(subject: Subject, dockerHost: string | null): Reader {
  if (subject.kind === "process") return processReader(subject.pid);
  if (subject.kind === "metrics") return metricsReader(subject.url);
  return containerReader(subject.container, dockerHost);
}
