/**
 * The rows that came with the bundle, in one copy for all virtual users. They are a text in it, which k6
 * compiles once and hands to everybody; only the first virtual user parses it. (k6's `open` would need the
 * files beside the bundle, wherever that is run.)
 */
import { SharedArray } from "k6/data";
import { rows } from "tidemark:rows";
import type { PlannedData } from "../core/plan/plan.ts";
import type { Row } from "../core/system/data.ts";

/** To be called while the script loads. */
export function sharedRows(data: readonly PlannedData[]): ReadonlyMap<string, ArrayLike<Row>> {
  return new Map(
    data.map(({ name }) => [
      name,
      new SharedArray<Row>(`tidemark ${name}`, () => JSON.parse(rows[name] ?? "[]") as Row[]),
    ]),
  );
}
