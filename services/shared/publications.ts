/**
 * Which pending records may be published (again), given what was published before? A message that
 * waits in a long queue leaves its record pending, and so does one that was lost: nobody can tell
 * them apart. Published again with every look, such a record would fill the queue with copies of its
 * own message, the copies would keep the workers from the records, and the queue would stay full for
 * as long as anything new came. So each record is left in peace for a while after it was published,
 * and for twice as long each time.
 *
 * Of this process alone, and forgotten with it: a restart publishes once more than it had to.
 */
import type { Backoff } from "./keep-trying.ts";

interface Publication {
  readonly leftUntilMs: number;
  readonly nextPeaceMs: number;
}

export class Publications {
  readonly #peace: Backoff;
  readonly #nowMs: () => number;
  readonly #byId = new Map<string, Publication>();

  /** @param nowMs a monotonic clock */
  constructor(peace: Backoff, nowMs: () => number) {
    this.#peace = peace;
    this.#nowMs = nowMs;
  }

  get size(): number {
    return this.#byId.size;
  }

  isDue(id: string): boolean {
    const last = this.#byId.get(id);
    return last === undefined || this.#nowMs() >= last.leftUntilMs;
  }

  /** Its message is in the queue, or may be. */
  published(id: string): void {
    const { firstMs, maxMs } = this.#peace;
    const peaceMs = this.#byId.get(id)?.nextPeaceMs ?? firstMs;
    this.#byId.set(id, {
      leftUntilMs: this.#nowMs() + peaceMs,
      nextPeaceMs: Math.min(2 * peaceMs, maxMs),
    });
  }

  /** Its message is surely not in the queue, or its record no longer pending. */
  forget(id: string): void {
    this.#byId.delete(id);
  }

  /** What is due and no longer pending was settled by somebody else. */
  keepOnly(pending: ReadonlySet<string>): void {
    for (const id of this.#byId.keys()) if (!pending.has(id) && this.isDue(id)) this.#byId.delete(id);
  }
}
