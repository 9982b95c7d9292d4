/** What the servers themselves say of a run: figures of theirs before it and after it. */

export interface Finding {
  readonly service: string;
  /** What was looked at: `pool wait`, `cache hit rate`, `slowest statement`, `queue depth`. */
  readonly subject: string;
  /** A warning asks for a person's attention; neither decides a verdict. */
  readonly weight: "info" | "warning";
  readonly unit: "seconds" | "ratio" | "count" | "bytes";
  readonly before: number | null;
  readonly after: number | null;
  /** A sentence with the figures. */
  readonly text: string;
}
