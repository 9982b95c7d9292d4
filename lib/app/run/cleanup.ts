/**
 * What a command has started and must end again, in reverse order. A step that fails does not
 * keep the others from running; its error is handed back, never swallowed.
 */

export interface Cleanup {
  /** Remembers how to end something; call it right after the thing was started. */
  defer(what: string, end: () => Promise<void> | void): void;
  /** Runs every step once, the newest first; returns a sentence for each step that failed. */
  run(): Promise<string[]>;
}

export function createCleanup(): Cleanup {
  const steps: { what: string; end: () => Promise<void> | void }[] = [];
  return {
    defer: (what, end) => void steps.push({ what, end }),
    run: async () => {
      const failures: string[] = [];
      for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
        try {
          await step.end();
        } catch (error) {
          failures.push(`${step.what}: ${error instanceof Error ? error.message : String(error)}`);
        }
      }
      return failures;
    },
  };
}
