/** The recorder of a run, with everybody who listens to it: the log of events and the recoveries. */
import type { LoadPlan } from "../../core/plan/plan.ts";
import type { EventLog } from "../../node/records/event-log.ts";
import { type Recorder, type RecorderOptions, startRecorder } from "../../node/recorder/recorder.ts";
import { type RecoveryWatch, recoveryWatch } from "./recoveries.ts";

export interface RunRecorder {
  readonly recorder: Recorder;
  readonly recovering: RecoveryWatch;
}

export async function recordRun(
  plan: LoadPlan,
  runFolder: string,
  events: EventLog,
  forward: RecorderOptions["forward"],
): Promise<RunRecorder> {
  const recorder = await startRecorder({ plan, runFolder, forward });
  const recovering = recoveryWatch(plan);
  recorder.onStep((step) => recovering.see(step));
  recorder.onPhase(({ phase, edge, atMs }) =>
    events.add({
      atMs,
      kind: "phase",
      edge,
      name: phase,
      text: `phase ${phase} ${edge === "start" ? "began" : "ended"}`,
    }),
  );
  return { recorder, recovering };
}
