/**
 * What a run counted: from k6's end-of-test data, which the recorder's totals must equal figure by
 * figure; from the recorder alone where k6 keeps no such data (soak) or could not leave any (killed).
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { LoadPlan } from "../../core/plan/plan.ts";
import { type CountedRun, countedRun, type CountSource } from "../../core/recording/counted-run.ts";
import { differences } from "../../core/recording/differences.ts";
import { fileNames } from "../../core/record/names.ts";
import { checkEndOfTest } from "../../node/generator/end-of-test-data.ts";
import { readEndOfTest } from "../../node/generator/end-of-test.ts";
import { requestOutlastedItsIteration } from "../../node/generator/outlasted.ts";

export interface Counts {
  readonly data: CountedRun;
  /** A request took longer than its iteration, by k6's own data: a sign of a stepped clock. */
  readonly outlasted: boolean;
  /** Why k6's own data is not there, where it should be; null when it is. */
  readonly missing: string | null;
  /** What a reader should know of where the figures are from. */
  readonly notes: readonly string[];
  /** Where the recorder and k6 do not agree. */
  readonly problems: readonly string[];
}

export interface CountsInput {
  readonly runFolder: string;
  readonly plan: LoadPlan;
  readonly recorded: CountSource;
  /** k6 was told to keep no data of its own. */
  readonly recordedOnly: boolean;
}

const BUCKETS =
  "latencies are upper bounds of histogram buckets, at most 9 % above what they were; counts are exact";

export async function countsOf({ runFolder, plan, recorded, recordedOnly }: CountsInput): Promise<Counts> {
  if (recordedOnly)
    return fromRecorder(recorded, plan, `k6 kept no latencies of its own in this soak: ${BUCKETS}`);
  try {
    const raw: unknown = JSON.parse(await readFile(join(runFolder, fileNames.summary), "utf8"));
    const data = readEndOfTest(raw, plan, recorded.activeSeconds);
    const problems = disagreement(recorded, checkEndOfTest(raw), plan);
    return { data, outlasted: requestOutlastedItsIteration(raw), missing: null, notes: [], problems };
  } catch (error) {
    const missing = error instanceof Error ? error.message : String(error);
    return { ...fromRecorder(recorded, plan, `k6 left no data of its own: ${BUCKETS}`), missing };
  }
}

function fromRecorder(recorded: CountSource, plan: LoadPlan, note: string): Counts {
  return { data: countedRun(recorded, plan), outlasted: false, missing: null, notes: [note], problems: [] };
}

function disagreement(recorded: CountSource, own: CountSource, plan: LoadPlan): readonly string[] {
  const found = differences(recorded, own, plan);
  if (found.length === 0) return [];
  return [
    `recorder: ${fileNames.steps} is not whole, what it holds is less or more than k6 counted: ${found.join("; ")}. ` +
      `The verdict rests on k6's own counts; ${fileNames.log} says whether k6 could push.`,
  ];
}
