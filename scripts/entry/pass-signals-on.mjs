/**
 * Hands end signals to a child in our own process group. In a terminal Ctrl-C reaches the whole
 * group by itself, and passing it on would make two of one.
 */

/**
 * To be called before the child is started: a signal that came between would end us, and leave it.
 * @param childOf gives the child once there is one
 * @returns `received()` is the first end signal so far, or null
 */
export function passSignalsOn(childOf) {
  const inTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  let first = null;
  const pass = (signal) => {
    first ??= signal;
    if (signal !== "SIGINT" || !inTerminal) childOf()?.kill(signal);
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, pass);
  return {
    received: () => first,
    dispose() {
      for (const signal of signals) process.off(signal, pass);
    },
  };
}
