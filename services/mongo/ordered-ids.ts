/** The ids of a store in their order, for stores that could only sort all they have for every page. */
export class OrderedIds {
  #ids: string[] = [];

  get size(): number {
    return this.#ids.length;
  }

  /** New ids are mostly the largest, so that this is a push. */
  add(id: string): void {
    const at = this.#positionOf(id);
    if (this.#ids[at] !== id) this.#ids.splice(at, 0, id);
  }

  remove(id: string): void {
    const at = this.#positionOf(id);
    if (this.#ids[at] === id) this.#ids.splice(at, 1);
  }

  slice(skip: number, limit: number): string[] {
    return this.#ids.slice(skip, skip + limit);
  }

  reset(ids: readonly string[]): void {
    this.#ids = [...ids].sort();
  }

  /** Of the first id that is not smaller. */
  #positionOf(id: string): number {
    let low = 0;
    let high = this.#ids.length;
    const last = this.#ids.at(-1);
    if (last === undefined || last < id) return high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#ids[middle] ?? "") < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
