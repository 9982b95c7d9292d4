/**
 * Rows of a file that requests draw on: names to log in with, things to buy. Described in `system/`; read
 * and checked by Node; inside k6 all virtual users share one copy.
 */

export type Cell = string | number | boolean | null;
/** By column; every cell of a CSV file is a text. */
export type Row = Readonly<Record<string, Cell>>;

export interface DataFile {
  /** What `context.row(name)` asks for. */
  readonly name: string;
  /** Relative to the project's folder: `.csv` with the columns' names in its first line, or `.json`, a list of objects. */
  readonly file: string;
  /** `unique`: an iteration has a row that no other of the run has. `random`: any row, drawn from the seed. */
  readonly pick: "unique" | "random";
  /**
   * What happens to a `unique` pick with more iterations than rows. `fail`, unless said: a run that is
   * planned so is refused. `again`: from the first row on again, so that rows are no longer unique.
   */
  readonly whenUsedUp?: "fail" | "again";
  /** Endpoints and journeys whose requests ask for a row: only their iterations use rows up. */
  readonly usedBy: readonly string[];
}
