/**
 * What a request's payload may depend on, for the iteration under way. One object serves a
 * virtual user for all its iterations; numbers are worked out only when a payload asks for
 * them, because most requests of a load test carry none.
 */
import type { RequestContext } from "../core/system/behaviour.ts";
import type { Row } from "../core/system/data.ts";
import { createRandom } from "./random.ts";

export interface IterationSource {
  runId(): string;
  /** Unique in the run. */
  iteration(): number;
  row(name: string): Row;
}

export interface ReusableContext extends RequestContext {
  /** To be called as each iteration starts. */
  next(): void;
}

export function createContext(seed: number, source: IterationSource): ReusableContext {
  let iteration: number | null = null;
  let random: (() => number) | null = null;
  let rows: Record<string, Row> | null = null;
  const context: ReusableContext = {
    seed,
    get runId() {
      return source.runId();
    },
    get iteration() {
      iteration ??= source.iteration();
      return iteration;
    },
    random: () => {
      random ??= createRandom(seed, context.iteration);
      return random();
    },
    row: (name) => {
      rows ??= {};
      return (rows[name] ??= source.row(name));
    },
    next: () => {
      rows = null;
      iteration = null;
      random = null;
    },
  };
  return context;
}
