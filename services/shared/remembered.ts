/**
 * A value that is dear to find out and may be a little old. It is loaded when somebody asks and the
 * last one is older than allowed; those who ask meanwhile share that one load. A failed load is
 * told to those who waited for it and is not remembered.
 */
export class Remembered<T> {
  readonly #load: () => Promise<T>;
  readonly #maxAgeMs: number;
  readonly #nowMs: () => number;
  #last: { readonly value: T; readonly atMs: number } | null = null;
  #loading: Promise<T> | null = null;

  /** @param nowMs a monotonic clock */
  constructor(load: () => Promise<T>, maxAgeMs: number, nowMs: () => number) {
    this.#load = load;
    this.#maxAgeMs = maxAgeMs;
    this.#nowMs = nowMs;
  }

  get(): Promise<T> {
    const last = this.#last;
    if (last !== null && this.#nowMs() - last.atMs <= this.#maxAgeMs) return Promise.resolve(last.value);
    this.#loading ??= this.#refresh().finally(() => (this.#loading = null));
    return this.#loading;
  }

  async #refresh(): Promise<T> {
    // The value is as old as the question, not as the answer.
    const atMs = this.#nowMs();
    const value = await this.#load();
    this.#last = { value, atMs };
    return value;
  }
}
