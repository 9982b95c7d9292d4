/**
 * Listens to what asks a command to end: Ctrl-C, a polite kill, the terminal that closes.
 * Presses are counted over all three, so that a second one can mean "at once".
 */

export type EndSignal = "SIGINT" | "SIGTERM" | "SIGHUP";

const endSignals: readonly EndSignal[] = ["SIGINT", "SIGTERM", "SIGHUP"];

/** @param handler gets the count of end signals so far, beginning at 1 */
export function onEndSignals(handler: (signal: EndSignal, count: number) => void): { dispose(): void } {
  let count = 0;
  const listener = (signal: NodeJS.Signals) => {
    count += 1;
    handler(signal as EndSignal, count);
  };
  for (const signal of endSignals) process.on(signal, listener);
  return {
    dispose() {
      for (const signal of endSignals) process.off(signal, listener);
    },
  };
}
