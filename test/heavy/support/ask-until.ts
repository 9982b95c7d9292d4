/** Waits for what another program does, with a limit, and keeps its last answer for the assertion. */
import { setTimeout as sleep } from "node:timers/promises";

const pollMs = 250;

/** Asks until the answer suits or the time is over. @returns the last answer */
export async function askUntil<T>(
  ask: () => Promise<T>,
  suits: (answer: T) => boolean,
  timeoutMs: number,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (suits(answer) || performance.now() > deadline) return answer;
    await sleep(pollMs);
  }
}
