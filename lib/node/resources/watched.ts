/** One subject of a run's sampling: at most one look at it at a time, and what became of those looks. */
import type { ResourceSample } from "../../core/record/resource.ts";
import { type Reader, type Reading, SubjectGone } from "./reading.ts";
import type { Subject } from "./subject.ts";

export interface Watched {
  /** Never rejects; does nothing while the look before goes on, and once the subject is gone. */
  look(): Promise<void>;
  /** A last look, when the one that goes on is through. Never rejects. */
  end(): Promise<void>;
  notes(): string[];
}

interface Moment {
  readonly atMs: number;
  readonly reading: Reading;
}

export function watch(
  subject: Subject,
  reader: Reader,
  nowMs: () => number,
  tell: (sample: ResourceSample) => void,
): Watched {
  let before: Moment | null = null;
  let going: Promise<void> | null = null;
  let gone: string | null = null;
  let looks = 0;
  const failures: string[] = [];

  const lookOnce = async () => {
    looks++;
    try {
      const reading = await reader.read();
      const now = { atMs: nowMs(), reading };
      tell(sampleOf(subject.name, reader, now, before));
      before = now;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (error instanceof SubjectGone) gone = reason;
      else failures.push(reason);
    }
  };
  const look = () => {
    if (gone !== null) return Promise.resolve();
    going ??= lookOnce().finally(() => (going = null));
    return going;
  };
  return {
    look,
    end: async () => {
      await going;
      await look();
      await reader.close();
    },
    notes: () => [
      ...(gone === null || mayEnd(subject) ? [] : [`${subject.name}: ${gone}; it is sampled until then`]),
      ...(failures.length === 0
        ? []
        : [`${subject.name}: ${failures.length} of ${looks} samples are missing: ${failures[0] ?? ""}`]),
    ],
  };
}

function mayEnd(subject: Subject): boolean {
  return subject.kind === "process" && subject.mayEnd;
}

/** @param before null for the first: there is no share of CPU yet */
function sampleOf(
  subject: string,
  { source }: Pick<Reader, "source">,
  { atMs, reading }: Moment,
  before: Moment | null,
): ResourceSample {
  const { cpuSeconds, ...told } = reading;
  return { schema: 1, atMs, subject, source, cpuCores: coresOf(cpuSeconds, atMs, before), ...told };
}

/** Null too for a subject that was started anew, and for a clock that was set back. */
function coresOf(cpuSeconds: number | null, atMs: number, before: Moment | null): number | null {
  const last = before?.reading.cpuSeconds ?? null;
  if (before === null || last === null || cpuSeconds === null) return null;
  const passedSeconds = (atMs - before.atMs) / 1000;
  return passedSeconds > 0 && cpuSeconds >= last ? (cpuSeconds - last) / passedSeconds : null;
}
