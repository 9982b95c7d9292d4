/**
 * What is watched while an experiment goes on: the share of requests that fail, a question to Prometheus,
 * the target's kill switch, the alert that should fire, and the endpoints that should come back.
 */
import { reasonOf } from "../../node/chaos/chaos-error.ts";
import { nothingSeen, see, type Tripped } from "../../core/chaos/stop-window.ts";
import type { PlannedExperiment, StopCondition } from "../../core/experiment/experiment.ts";
import type { ProbeRow } from "../../core/experiment/probe.ts";
import type { DirectorClock } from "./clock.ts";
import type { DirectedFault } from "./directed-fault.ts";
import type { Watch } from "./director.ts";
import type { Ending } from "./ending.ts";
import type { KillSwitchState } from "./guard.ts";

export interface WatchSources {
  readonly clock: DirectorClock;
  readonly killSwitch: () => Promise<KillSwitchState | null>;
  /** The greatest value of the answer; null without one. Null where there is no Prometheus. */
  readonly query: ((promql: string) => Promise<number | null>) | null;
  /** Whether an alert fires; null where nobody can be asked. */
  readonly fires: ((alert: string) => Promise<boolean>) | null;
  readonly note: (text: string) => void;
}

const KILL_SWITCH_PAUSE_MS = 1_000;
const QUERY_PAUSE_MS = 5_000;
const ALERT_PAUSE_MS = 2_000;
/** What fires sooner after an injection fires for something else: rules are evaluated every some seconds. */
const SOONEST_ALERT_MS = 500;
/** So often in a row a Prometheus may give no answer before the experiment goes on no longer. */
const UNANSWERED_QUERIES = 3;

export function watchFault(
  { experiment }: PlannedExperiment,
  sources: WatchSources,
  signal: AbortSignal,
  end: (ending: Ending) => void,
): Watch {
  const { clock, note } = sources;
  const tasks = [
    repeat(clock, KILL_SWITCH_PAUSE_MS, signal, async () => {
      const state = await sources.killSwitch();
      if (state?.isSet === true) end({ kind: "killSwitch", text: `the kill switch was set: ${state.why}` });
    }),
    watchQuery(experiment.stopWhen.prometheus, sources, signal, end),
  ];
  let window = nothingSeen;
  const returning: ReturningEndpoints[] = [];
  return {
    see: (row) => {
      // Harm is what users feel: a store that is missed is what was meant, not a reason to stop.
      if (row.about === "store") return;
      for (const each of returning) each.see(row);
      const seen = see(window, row, experiment.stopWhen);
      window = seen.window;
      if (seen.tripped !== null)
        end({ kind: "stopCondition", text: tooMuch(seen.tripped, experiment.stopWhen) });
    },
    injected: (fault, untilMs) => {
      const { expectedAlert } = experiment;
      if (expectedAlert === null) return;
      if (sources.fires === null) note(`${expectedAlert}: nobody can be asked whether it fires`);
      else
        tasks.push(watchAlert(expectedAlert, fault, untilMs, { ...sources, fires: sources.fires }, signal));
    },
    undone: (fault) => {
      if (experiment.fault.kind !== "kill") return;
      returning.push(
        returningEndpoints(
          fault,
          experiment.traffic.map(({ endpoint }) => endpoint),
        ),
      );
    },
    over: async () => {
      await Promise.all(tasks);
      for (const each of returning) each.tell();
    },
  };
}

function tooMuch({ failed, total, watchedSeconds }: Tripped, limit: StopCondition): string {
  const share = Number((limit.failedShareAbove * 100).toFixed(1));
  return (
    `${failed} of the probe's ${total} requests of the last ${Math.round(watchedSeconds)} s failed; ` +
    `more than ${share} % of ${limit.windowSeconds} s end the experiment`
  );
}

async function repeat(
  clock: DirectorClock,
  pauseMs: number,
  signal: AbortSignal,
  step: () => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    await step();
    await clock.sleep(pauseMs, signal);
  }
}

/** A Prometheus that does not answer is as good as one that says stop: nobody would know. */
async function watchQuery(
  wanted: { readonly query: string; readonly above: number } | null,
  { clock, query, note }: WatchSources,
  signal: AbortSignal,
  end: (ending: Ending) => void,
): Promise<void> {
  if (wanted === null) return;
  if (query === null) {
    note(`the target names no Prometheus, so nobody was asked ${wanted.query}`);
    return;
  }
  let unanswered = 0;
  await repeat(clock, QUERY_PAUSE_MS, signal, async () => {
    try {
      const value = await query(wanted.query);
      unanswered = 0;
      if (value !== null && value > wanted.above) {
        end({ kind: "stopCondition", text: `${wanted.query} is ${value}, above ${wanted.above}` });
      }
    } catch (error) {
      unanswered += 1;
      if (unanswered < UNANSWERED_QUERIES) return;
      const why = reasonOf(error);
      end({ kind: "stopCondition", text: `the stop condition could not be looked at: ${why}` });
    }
  });
}

async function watchAlert(
  alert: string,
  fault: DirectedFault,
  untilMs: number,
  { clock, fires, note }: WatchSources & { readonly fires: (alert: string) => Promise<boolean> },
  signal: AbortSignal,
): Promise<void> {
  const fromMs = fault.injectedAtMs ?? clock.nowMs();
  fault.alert = { name: alert, firedAfterSeconds: null };
  let reason: string | null = null;
  let firedBefore = false;
  while (clock.nowMs() < untilMs && !signal.aborted) {
    try {
      const isFiring = await fires(alert);
      const afterMs = clock.nowMs() - fromMs;
      if (isFiring && !firedBefore && afterMs >= SOONEST_ALERT_MS) {
        fault.alert = { name: alert, firedAfterSeconds: afterMs / 1000 };
        return;
      }
      if (isFiring && !firedBefore) note(`${alert}: it fired already when the fault was injected`);
      firedBefore = isFiring;
    } catch (error) {
      reason = reasonOf(error);
    }
    await clock.sleep(ALERT_PAUSE_MS, signal);
  }
  if (reason !== null) note(`${alert}: whether it fired is not known for sure: ${reason}`);
}

interface ReturningEndpoints {
  see(row: ProbeRow): void;
  tell(): void;
}

/** Which endpoints of the probe answered again after a kill was undone: a sentence of the fault's evidence. */
function returningEndpoints(fault: DirectedFault, endpoints: readonly string[]): ReturningEndpoints {
  const undoneAtMs = fault.undone?.atMs ?? 0;
  const seen = new Set<string>();
  const back = new Map<string, number>();
  return {
    see: ({ endpoint, ok, atMs, seconds }) => {
      if (atMs < undoneAtMs || !endpoints.includes(endpoint)) return;
      seen.add(endpoint);
      if (ok && !back.has(endpoint)) back.set(endpoint, (atMs - undoneAtMs) / 1000 + seconds);
    },
    tell: () => {
      const away = [...seen].filter((endpoint) => !back.has(endpoint));
      if (away.length > 0)
        fault.failures.push(`${away.join(", ")} did not answer as expected after the undo`);
      else if (seen.size > 0) {
        const last = Math.max(...back.values());
        fault.evidence.push(
          `every endpoint that was asked answers again (${[...seen].join(", ")}), the last ${last.toFixed(1)} s after the undo`,
        );
      }
    },
  };
}
