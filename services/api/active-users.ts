/**
 * How many users were active lately: registered or read within a window. There are no sessions to
 * count, so this is what "active" can honestly mean here. Kept in this process:
 * several instances each know their own, and one user may be among those of two. Bounded: beyond
 * the capacity the user who was active longest ago is forgotten.
 */
export class ActiveUsers {
  readonly #windowMs: number;
  readonly #capacity: number;
  readonly #nowMs: () => number;
  /** When each was last active, the longest ago first. */
  readonly #lastActiveMs = new Map<number, number>();

  /** @param nowMs a monotonic clock */
  constructor(windowMs: number, capacity: number, nowMs: () => number) {
    this.#windowMs = windowMs;
    this.#capacity = capacity;
    this.#nowMs = nowMs;
  }

  seen(id: number): void {
    // To the end of the map's order.
    this.#lastActiveMs.delete(id);
    this.#lastActiveMs.set(id, this.#nowMs());
    if (this.#lastActiveMs.size <= this.#capacity) return;
    for (const oldest of this.#lastActiveMs.keys()) {
      this.#lastActiveMs.delete(oldest);
      return;
    }
  }

  count(): number {
    const fromMs = this.#nowMs() - this.#windowMs;
    for (const [id, lastActiveMs] of this.#lastActiveMs) {
      if (lastActiveMs > fromMs) break;
      this.#lastActiveMs.delete(id);
    }
    return this.#lastActiveMs.size;
  }
}
