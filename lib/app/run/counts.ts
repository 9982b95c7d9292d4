/**
 * What a run counted: from k6's end-of-test data, which the recorder's totals must equal figure by
 * figure; from the recorder alone where k6 keeps no such data (soak) or could not leave any (killed).
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { LoadPlan } from "../../core/plan/plan.ts";
import { type CountedRun, countedRun, type CountSource } from "../../core/recording/counted-run.ts";
import { differences, differenceText, mayBeUnpushed } from "../../core/recording/differences.ts";
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
  /** In k6's log, which has one for each push that failed. */
  readonly loggedErrors: number;
}

const BUCKETS =
  "latencies are upper bounds of histogram buckets, at most 9 % above what they were; counts are exact";

export async function countsOf(input: CountsInput): Promise<Counts> {
  const { runFolder, plan, recorded, recordedOnly, loggedErrors } = input;
  if (recordedOnly)
    return fromRecorder(recorded, plan, `k6 kept no latencies of its own in this soak: ${BUCKETS}`);
  try {
    const raw: unknown = JSON.parse(await readFile(join(runFolder, fileNames.summary), "utf8"));
    const data = readEndOfTest(raw, plan, recorded.activeSeconds);
    const told = disagreement(recorded, checkEndOfTest(raw), plan, loggedErrors === 0);
    return { data, outlasted: requestOutlastedItsIteration(raw), missing: null, ...told };
  } catch (error) {
    const missing = error instanceof Error ? error.message : String(error);
    return { ...fromRecorder(recorded, plan, `k6 left no data of its own: ${BUCKETS}`), missing };
  }
}

function fromRecorder(recorded: CountSource, plan: LoadPlan, note: string): Counts {
  return { data: countedRun(recorded, plan), outlasted: false, missing: null, notes: [note], problems: [] };
}

function disagreement(
  recorded: CountSource,
  own: CountSource,
  plan: LoadPlan,
  allPushed: boolean,
): Pick<Counts, "notes" | "problems"> {
  const found = differences(recorded, own, plan);
  const unpushed = found.filter((each) => allPushed && mayBeUnpushed(each));
  const lost = found.filter((each) => !unpushed.includes(each));
  const textOf = (some: typeof found) => some.map(differenceText).join("; ");
  return {
    notes:
      unpushed.length === 0
        ? []
        : [
            `${fileNames.steps} lacks the last of what ended together, which k6 counts and does not push: ` +
              `${textOf(unpushed)}. The verdict rests on k6's own counts`,
          ],
    problems:
      lost.length === 0
        ? []
        : [
            `recorder: ${fileNames.steps} is not whole, what it holds is less or more than k6 counted: ${textOf(lost)}. ` +
              `The verdict rests on k6's own counts; ${fileNames.log} says whether k6 could push.`,
          ],
  };
}
