/**
 * What has been done so far and how each step is undone. Undoing goes backwards and past steps
 * that fail; what failed is told at the end. Runs once: later calls join the first.
 */
export interface UndoFailure {
  readonly what: string;
  readonly error: unknown;
}

export class UndoList {
  readonly #steps: { readonly what: string; readonly undo: () => Promise<void> }[] = [];
  #running: Promise<readonly UndoFailure[]> | null = null;

  /** @param what as in "could not <what>" */
  add(what: string, undo: () => Promise<void>): void {
    this.#steps.push({ what, undo });
  }

  run(): Promise<readonly UndoFailure[]> {
    this.#running ??= this.#undoAll();
    return this.#running;
  }

  async #undoAll(): Promise<readonly UndoFailure[]> {
    const failures: UndoFailure[] = [];
    for (const { what, undo } of [...this.#steps].reverse()) {
      try {
        await undo();
      } catch (error) {
        failures.push({ what, error });
      }
    }
    return failures;
  }
}
