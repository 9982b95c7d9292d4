/**
 * Records a run second by second: receives what k6 pushes, writes `steps.ndjson`, keeps the run's totals
 * and tells listeners what happens while it goes on. Whatever fails here, the run goes on, and what is
 * missing is told at its end.
 */
import type { IncomingHttpHeaders } from "node:http";
import { performance } from "node:perf_hooks";
import type { LoadPlan } from "../../core/plan/plan.ts";
import type { Step } from "../../core/record/step.ts";
import { counted } from "../../core/record/units.ts";
import type { CountSource } from "../../core/recording/counted-run.ts";
import { type PhaseEdge, phaseWatch } from "../../core/recording/phase-watch.ts";
import type { PushedSeries } from "../../core/recording/pushed-series.ts";
import { createRecording } from "../../core/recording/recording.ts";
import { decodePush } from "./decode-push.ts";
import { type Push, startReceiver } from "./receiver.ts";
import { openStepFile } from "./step-file.ts";

export interface RecorderOptions {
  readonly plan: Pick<LoadPlan, "executors">;
  readonly runFolder: string;
  /**
   * Gets each push as it came, also one that can't be read, before it is answered. The headers are k6's
   * without the recorder's own token.
   */
  readonly forward: { accept(body: Buffer, headers: IncomingHttpHeaders): void } | null;
}

export interface Recorder {
  /** Where k6 is to push to, and with which bearer token. */
  readonly url: string;
  readonly token: string;
  /** Each row, once it is written. */
  onStep(listener: (step: Step) => void): void;
  /** Begin and end of each phase, up to a second after it happened. */
  onPhase(listener: (edge: PhaseEdge) => void): void;
  /** Phases that are over by now. */
  readonly phasesOver: ReadonlySet<string>;
  /** When the plan's second 0 was, to a second; null before any traffic. */
  readonly planStartMs: number | null;
  /** What was counted by now. */
  readonly counts: CountSource;
  /** To be called once k6 has gone. @returns what went wrong, in words: the machine's fault, or ours */
  close(): Promise<readonly string[]>;
}

/** @throws Error where there is no port or no file to be had */
export async function startRecorder({ plan, runFolder, forward }: RecorderOptions): Promise<Recorder> {
  const file = openStepFile(runFolder);
  const recording = createRecording();
  const phases = phaseWatch(plan);
  const stepListeners: ((step: Step) => void)[] = [];
  const phaseListeners: ((edge: PhaseEdge) => void)[] = [];
  const problems = problemCounts();

  const record = (series: readonly PushedSeries[]) => {
    // Never set back or forth, as the clock of the day may be.
    const steps = recording.push(series, performance.timeOrigin + performance.now());
    file.add(steps);
    const edges = phases.see(steps);
    for (const step of steps) tell(stepListeners, step);
    for (const edge of edges) tell(phaseListeners, edge);
  };
  const take = ({ body, headers }: Push) => {
    problems.guard("a push could not be forwarded", () => forward?.accept(body, headers));
    const series = problems.guard("a push of k6 could not be read", () => decodePush(body));
    if (series === undefined) return false;
    problems.guard("a second could not be recorded", () => record(series));
    return true;
  };
  const receiver = await startReceiver(take);

  return {
    url: receiver.url,
    token: receiver.token,
    onStep: (listener) => stepListeners.push(listener),
    onPhase: (listener) => phaseListeners.push(listener),
    phasesOver: phases.over,
    get planStartMs() {
      return phases.planStartMs;
    },
    counts: {
      ...recording.totals,
      activeSeconds: (phase) => recording.activeSeconds(phase),
      get runSeconds() {
        const { planStartMs, lastMs } = phases;
        return planStartMs === null || lastMs === null ? 0 : (lastMs - planStartMs) / 1000;
      },
    },
    close: async () => {
      await receiver.close();
      for (const edge of phases.end()) tell(phaseListeners, edge);
      const unwritten = file.close();
      return [...problems.told(), ...(unwritten === null ? [] : [unwritten])];
    },
  };
}

function tell<Told>(listeners: readonly ((told: Told) => void)[], told: Told): void {
  for (const listener of listeners) listener(told);
}

interface ProblemCounts {
  /** @returns what `work` does; undefined where it failed */
  guard<Result>(what: string, work: () => Result): Result | undefined;
  told(): readonly string[];
}

/** The first of each kind, and how often it came: the same failure may come each second for hours. */
function problemCounts(): ProblemCounts {
  const found = new Map<string, { readonly reason: string; times: number }>();
  return {
    guard: (what, work) => {
      try {
        return work();
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        const known = found.get(what) ?? { reason, times: 0 };
        known.times += 1;
        found.set(what, known);
        return undefined;
      }
    },
    told: () =>
      [...found].map(
        ([what, { reason, times }]) => `recorder: ${what} (${counted(times, "time")}; ${reason})`,
      ),
  };
}
