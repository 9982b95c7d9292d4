/**
 * What exists inside k6 beside its own modules: the console, and the modules that
 * `lib/node/generator` makes up for each bundle. Never `lib: dom`: most of it is not there.
 */

declare const console: {
  log(...values: unknown[]): void;
  warn(...values: unknown[]): void;
  error(...values: unknown[]): void;
};

/** The plan of this bundle, inlined. */
declare module "tidemark:plan" {
  export const plan: import("../core/plan/plan.ts").LoadPlan;
}

/** Rows of the plan's files by name, each a list of objects as JSON. */
declare module "tidemark:rows" {
  export const rows: Readonly<Record<string, string>>;
}

/** The formatter that was to be had when the bundle was made. */
declare module "tidemark:summary" {
  type EndOfTest = import("./end-of-test.ts").EndOfTest;

  export function textSummary(data: EndOfTest, options: { indent: string; enableColors: boolean }): string;
  /** Null where only our own formatter was to be had. */
  export const jUnit: ((data: EndOfTest, options: { name: string }) => string) | null;
}
