/**
 * A person's wish to end a command early (Ctrl-C, SIGTERM, a closed terminal), as one value that
 * every step of the command can look at. The first signal asks for a graceful end, the second
 * for an immediate one. Before k6 runs, the first signal aborts whatever step is under way.
 */

export type EndSignal = "SIGINT" | "SIGTERM" | "SIGHUP";

export interface Interruption {
  /** The first signal, or null. */
  readonly signal: EndSignal | null;
  /** Aborted at the first signal; steps that can be cut short take it. */
  readonly abort: AbortSignal;
  /** To be called for each signal that arrives. */
  signalled(signal: EndSignal): void;
  /** What to do at the first and at the second signal; at once for signals that came before. */
  onRequest(handlers: { gracefully: () => void; atOnce: () => void }): void;
  /** Throws `Interrupted` when a signal has come. */
  throwIfRequested(): void;
}

/** The command was ended by a signal before it had a result. */
export class Interrupted extends Error {
  readonly signal: EndSignal;

  constructor(signal: EndSignal) {
    super(`ended by ${signal}`);
    this.name = "Interrupted";
    this.signal = signal;
  }
}

export function createInterruption(): Interruption {
  const controller = new AbortController();
  let first: EndSignal | null = null;
  let count = 0;
  let handlers: { gracefully: () => void; atOnce: () => void } | null = null;
  const interruption: Interruption = {
    get signal() {
      return first;
    },
    abort: controller.signal,
    signalled: (signal) => {
      count += 1;
      first ??= signal;
      if (count === 1) {
        handlers?.gracefully();
        controller.abort(new Interrupted(signal));
      } else handlers?.atOnce();
    },
    onRequest: (wanted) => {
      handlers = wanted;
      if (count === 1) wanted.gracefully();
      if (count > 1) wanted.atOnce();
    },
    throwIfRequested: () => {
      if (first !== null) throw new Interrupted(first);
    },
  };
  return interruption;
}
