/** The embedded system while it runs, as a use case sees it. */
export interface Stack {
  /** Base addresses by service. */
  readonly addresses: Readonly<Record<string, string>>;
  /** Pages that Prometheus can scrape, by service; `business` for that of business metrics. */
  readonly metrics: Readonly<Record<string, string>>;
  /** What a reader of the record should know: other ports, durability, what stays behind. */
  readonly notes: readonly string[];
  readonly processes: readonly { readonly name: string; readonly pid: number }[];
  /** Rejects when a part ends although nobody asked it to; never resolves. */
  readonly failed: Promise<never>;
  /** Ends everything in reverse order, in bounded time; never rejects. A second call joins the first. */
  readonly stop: () => Promise<void>;
}
