/**
 * A table as data, before anybody decides how it looks: the terminal, the comment on a pull
 * request and the page all show the same cells.
 */
import type { ObjectiveResult, VerdictStatus } from "../record/verdict.ts";

/** What a cell says at a glance, for colour. */
export type Meaning = VerdictStatus | ObjectiveResult["outcome"];

export type Cell =
  | string
  | { readonly text: string; readonly meaning: Meaning }
  /** A link, where the place knows links; never from what a record holds. */
  | { readonly text: string; readonly href: string };

export interface Column {
  readonly title: string;
  readonly align: "left" | "right";
}

export interface Sheet {
  readonly head: readonly Column[];
  /** None: there is nothing to tell. */
  readonly rows: readonly (readonly Cell[])[];
}

export function textOf(cell: Cell): string {
  return typeof cell === "string" ? cell : cell.text;
}

/** Words are read from the left. */
export function words(title: string): Column {
  return { title, align: "left" };
}

/** Figures stand below each other. */
export function figures(title: string): Column {
  return { title, align: "right" };
}
