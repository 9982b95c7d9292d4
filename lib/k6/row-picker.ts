/** Which row of a file the iteration under way has: its own, or one drawn from the seed. */
import type { PlannedData } from "../core/plan/plan.ts";
import type { Row } from "../core/system/data.ts";
import { createRandom } from "./random.ts";

export interface IterationPlace {
  readonly seed: number;
  /** Unique in the run. */
  readonly iteration: () => number;
  readonly executor: () => string;
  /** From 0 in each executor. */
  readonly iterationInExecutor: () => number;
}

/**
 * @param tables the rows by the name of their file
 * @returns a function that throws a `RangeError` for a file that the executor does not ask for by its
 *   description, and where all rows are used up
 */
export function createRowPicker(
  data: readonly PlannedData[],
  tables: ReadonlyMap<string, ArrayLike<Row>>,
  place: IterationPlace,
): (name: string) => Row {
  const planned = new Map(data.map((file) => [file.name, file]));
  return (name) => {
    const file = planned.get(name);
    const first = file?.firstRows[place.executor()];
    if (file === undefined || first === undefined) throw new RangeError(notAskedFor(name));
    const row = tables.get(name)?.[indexIn(file, first, place)];
    if (row === undefined) throw new RangeError(usedUp(file));
    return row;
  };
}

function indexIn(
  file: PlannedData,
  first: number,
  { seed, iteration, iterationInExecutor }: IterationPlace,
): number {
  const { name, pick, rows, whenUsedUp } = file;
  // A stream of its own: asking for a row leaves the payload's random numbers as they are.
  if (pick === "random") return Math.floor(createRandom(seed ^ numberOf(name), iteration())() * rows);
  const index = first + iterationInExecutor();
  return whenUsedUp === "again" ? index % rows : index;
}

/** So that two files do not draw alike. */
function numberOf(name: string): number {
  let value = 1;
  for (let index = 0; index < name.length; index++) value = Math.imul(value, 31) + name.charCodeAt(index);
  return value;
}

function notAskedFor(name: string): string {
  return `data ${name}: must name the endpoint or the journey that asks for a row in its usedBy (system/), and does not`;
}

function usedUp({ name, rows }: PlannedData): string {
  return `data ${name}: must have a row for each iteration, got ${rows}; add rows, or say whenUsedUp: "again"`;
}
