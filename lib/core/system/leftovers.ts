/**
 * What a run that broke off may have left in the system, and how to find and delete it. Runs on the Node
 * side. Whatever these functions find, nothing is deleted whose text does not carry a run's id.
 */

export interface LeftObject {
  readonly id: string | number;
  /** The text that begins with `before` and the id of the run that made it. */
  readonly text: string;
}

export interface Leftovers {
  /** For a person: `users`. */
  readonly name: string;
  readonly service: string;
  /** What stands before the run's id: `load-`. */
  readonly before: string;
  /**
   * Where a page of what there is can be had, from page 1.
   * @param beginning what the texts looked for begin with, for a service that can narrow its list down
   */
  readonly list: (page: number, beginning: string) => { readonly path: string; readonly query?: string };
  /** The objects in the parsed body of a page, none after the last one; null for another body. */
  readonly find: (body: unknown) => readonly LeftObject[] | null;
  /** Where a DELETE removes it; 404 counts as removed. */
  readonly remove: (id: LeftObject["id"]) => { readonly path: string };
}
