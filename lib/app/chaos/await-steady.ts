/** Watches the target by the probe until its steady state holds. */
import { setTimeout as delay } from "node:timers/promises";
import { type ProbeOptions, startProbe } from "../../node/chaos/probe.ts";
import { throwIfRefused } from "./guard-error.ts";
import { STEADY_WITHIN_SECONDS, steadyRefusals, steadyState } from "./steady-state.ts";

const LOOK_EVERY_MS = 100;

/** @throws GuardError `notSteady` where it does not hold in time */
export async function awaitSteady(
  options: Omit<ProbeOptions, "onRow">,
  signal: AbortSignal,
  withinMs = STEADY_WITHIN_SECONDS * 1000,
): Promise<void> {
  const state = steadyState(options.endpoints.map(({ endpoint }) => endpoint));
  const probe = startProbe({ ...options, onRow: (row) => state.see(row) });
  try {
    const deadline = Date.now() + withinMs;
    while (state.wrong.length > 0 && Date.now() < deadline) {
      await delay(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
      signal.throwIfAborted();
    }
  } finally {
    await probe.stop();
  }
  throwIfRefused(steadyRefusals(state.wrong));
}
