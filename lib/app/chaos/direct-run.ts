/** The director of a run: wired to its recorder, its events, its probe and its generator. */
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { RanExperiment } from "../../core/chaos/ran-experiment.ts";
import type { PlannedFault } from "../../core/experiment/effect.ts";
import type { PlannedExperiment } from "../../core/experiment/experiment.ts";
import type { ProbeRow } from "../../core/experiment/probe.ts";
import { fileNames } from "../../core/record/names.ts";
import { reasonOf } from "../../node/chaos/chaos-error.ts";
import { startProbe } from "../../node/chaos/probe.ts";
import type { K6Run } from "../../node/generator/start-k6.ts";
import { openPrometheus, type Prometheus } from "../../node/prometheus/prometheus.ts";
import type { Recorder } from "../../node/recorder/recorder.ts";
import type { EventLog } from "../../node/records/event-log.ts";
import { openProbeFile } from "../../node/records/probe-file.ts";
import { writeText } from "../../node/records/write-record.ts";
import { openAlertmanager } from "../../node/chaos/firing-alerts.ts";
import { prometheusOf } from "../run/prometheus-of.ts";
import type { Ground, Ready } from "../run/ready.ts";
import { killSwitchOf } from "./admit.ts";
import { realClock } from "./clock.ts";
import { startDirector } from "./director.ts";
import { type Ending, endsLoad } from "./ending.ts";
import { measuredExperiments } from "./measured.ts";
import type { OpenChaos } from "./opened.ts";
import { probedEndpoints } from "./probed-endpoints.ts";
import { tellProgress } from "./tell-progress.ts";
import { watchFault, type WatchSources } from "./watch-fault.ts";

export interface RunDirector {
  /** Undoes everything; to be awaited before the load is ended. */
  undoFirst(signal: string): Promise<void>;
  /** To be called once the load is over, and told whether it came to its end. Never rejects. */
  finish(toItsEnd: boolean): Promise<DirectedRun>;
}

export interface DirectedRun {
  readonly experiments: readonly RanExperiment[];
  /** Why the director ended the load; null where it did not. */
  readonly ending: Ending | null;
  readonly notes: readonly string[];
  readonly problems: readonly string[];
}

/**
 * So much later than k6 the schedule may come to its end: k6's first samples tell when it began, to a second
 * and a push, which on a busy machine takes its time.
 */
const LATE_START_MS = 30_000;
/** Undone by the controller itself where the director is gone for so long. */
const LEASE_MS = 10_000;
const PROMETHEUS_TIMEOUT_MS = 5_000;

export function directRun(
  { ground }: Ready,
  chaos: OpenChaos,
  { recorder, events, run }: { recorder: Recorder; events: EventLog; run: K6Run },
): RunDirector {
  const { plan, folder, say } = ground;
  const notes: string[] = [];
  const probed: ProbeRow[] = [];
  const file = openProbeFile(folder);
  const endpointsOf = ({ experiment }: PlannedExperiment) =>
    probedEndpoints([experiment], ground.project.system, plan.addresses).map(({ endpoint }) => endpoint);
  const sources = sourcesOf(ground, (text) => {
    if (!notes.includes(text)) notes.push(text);
  });
  const over = new AbortController();
  const director = startDirector({
    ...chaos,
    experiments: plan.experiments,
    runId: plan.runId,
    seed: plan.seed,
    clock: realClock,
    leaseMs: LEASE_MS,
    tell: (event) => events.add(event),
    say,
    planStart: async (signal) => {
      const startMs = await planStartOf(recorder, signal);
      if (startMs !== null)
        void tellProgress(plan.experiments, startMs, { clock: realClock, say }, over.signal);
      return startMs;
    },
    watch: (planned, signal, end) => watchFault(planned, sources, signal, end),
    endLoad: () => run.interrupt(),
  });
  void director.done.then(({ ending }) => {
    over.abort();
    if (ending === null || ending.kind === "loadOver") return;
    say(`the experiment is ended: ${ending.text}`);
    events.add({ atMs: Date.now(), kind: "note", edge: "at", name: "chaos", text: ending.text });
  });
  const probe = startProbe({
    ...chaos.probe,
    onRow: (row) => {
      probed.push(row);
      file.add(row);
      director.see(row);
    },
  });
  return {
    undoFirst: (signal) => director.end({ kind: "interrupted", text: `ended by ${signal}` }),
    finish: async (toItsEnd) => {
      if (toItsEnd) await Promise.race([director.done, delay(LATE_START_MS, undefined, { ref: false })]);
      await director.end({ kind: "loadOver", text: "the load was over before the experiments were" });
      const { experiments, planStartMs, ending, notUndone } = await director.conclude();
      await probe.stop();
      await sources.close();
      const about = { driver: chaos.driver.name, planStartMs: planStartMs ?? 0, endedAtMs: Date.now() };
      const unwritten = [await keepJournal(chaos, folder), file.close()].filter((each) => each !== null);
      return {
        experiments: measuredExperiments(experiments, { ...about, rows: probed, endpointsOf }),
        ending: ending !== null && endsLoad(ending) ? ending : null,
        notes: ending === null ? notes : [...notes, ending.text],
        problems: [...notUndone.map(remedy), ...unwritten],
      };
    },
  };
}

/** What a person has to do now; nothing else of a run matters as much. */
function remedy({ what, undo, instances }: PlannedFault): string {
  return (
    `NOT CONFIRMED AS UNDONE, and maybe still there on ${instances.join(", ")}: ${what}. ` +
    "First: npx tidemark chaos recover. " +
    `If that does not end with exit code 0, by hand: ${undo}. Then look: npx tidemark chaos status`
  );
}

/**
 * The recorder knows the plan's start to the second in which it was. A fault that comes a second too
 * soon would spoil the baseline; one that comes a little late is late in its own phase.
 */
const RECORDER_RESOLUTION_MS = 1_000;
const PLAN_START_PAUSE_MS = 100;

async function planStartOf(recorder: Recorder, signal: AbortSignal): Promise<number | null> {
  while (!signal.aborted) {
    const { planStartMs } = recorder;
    if (planStartMs !== null) return planStartMs + RECORDER_RESOLUTION_MS;
    await realClock.sleep(PLAN_START_PAUSE_MS, signal);
  }
  return null;
}

/** @returns why it could not be kept; null when it was */
async function keepJournal({ controller }: OpenChaos, folder: string): Promise<string | null> {
  try {
    const rows = (await controller.journal()).map((row) => `${JSON.stringify(row)}\n`);
    await writeText(join(folder, fileNames.journal), rows.join(""));
    return null;
  } catch (error) {
    return `the journal of the faults is not with the run: ${reasonOf(error)}`;
  }
}

function sourcesOf(
  { given, access, settings, project }: Ground,
  note: (text: string) => void,
): WatchSources & { close(): Promise<void> } {
  const chaos = given?.described.chaos ?? null;
  const found = prometheusOf(settings, access);
  const prometheus = found && openPrometheus(found.address, PROMETHEUS_TIMEOUT_MS);
  const alertsAt = chaos?.alertmanager ?? null;
  const alertmanager = alertsAt === null ? null : openAlertmanager(alertsAt);
  return {
    clock: realClock,
    note,
    killSwitch: () => killSwitchOf(chaos, project.root),
    query: prometheus && ((promql) => greatest(prometheus, promql)),
    fires:
      (alertmanager && ((alert) => alertmanager.fires(alert))) ??
      (prometheus && (async (alert) => (await greatest(prometheus, firing(alert))) !== null)),
    close: async () => {
      await prometheus?.close();
      await alertmanager?.close();
    },
  };
}

function firing(alert: string): string {
  return `ALERTS{alertname=${JSON.stringify(alert)},alertstate="firing"}`;
}

async function greatest(prometheus: Prometheus, promql: string): Promise<number | null> {
  const samples = await prometheus.query(promql, Date.now() / 1000);
  return samples.length === 0 ? null : Math.max(...samples.map(({ value }) => value));
}
