/**
 * Fault controllers of this machine, looked at and told by a person: `tidemark chaos status`, `stop` and
 * `recover`. Those that live are asked; of those that are gone the journals are read.
 */
import type { Presence } from "../../core/experiment/effect.ts";
import { exitCodes, type ExitCode } from "../../core/record/exit-codes.ts";
import { reasonOf } from "../../node/chaos/chaos-error.ts";
import { connectController } from "../../node/chaos/controller/controller-client.ts";
import { type ControllerRecord, listControllers } from "../../node/chaos/controller/controller-record.ts";
import { openJournals } from "../../node/chaos/controller/open-journals.ts";
import { isClean, recover, recoverySentences } from "../../node/chaos/controller/recover.ts";
import { effectorsFor } from "../../node/chaos/effectors.ts";
import { stateFolder } from "../../node/process/folders.ts";

export interface ControllerState {
  readonly pid: number;
  readonly runId: string;
  readonly target: string;
  /** Null where it does not answer. */
  readonly held: readonly HeldNow[] | null;
  /** Why it does not answer; null where it does. */
  readonly problem: string | null;
}

interface HeldNow {
  readonly faultId: string;
  readonly what: string;
  readonly undo: string;
  readonly state: string;
  readonly undoAttempts: number;
  /** Of the last undo that failed, in sentences; empty where none has. */
  readonly lastFailure: readonly string[];
}

export interface LeftNow {
  readonly journal: string;
  readonly controllerPid: number;
  readonly faults: readonly { readonly faultId: string; readonly what: string; readonly undo: string }[];
  readonly problems: readonly string[];
}

export interface ChaosStatus {
  readonly controllers: readonly ControllerState[];
  /** Of controllers that are gone. */
  readonly journals: readonly LeftNow[];
}

export async function chaosStatus(env: NodeJS.ProcessEnv): Promise<ChaosStatus> {
  const folder = stateFolder(env);
  return {
    controllers: await Promise.all(listControllers(folder).map(stateOf)),
    journals: openJournals(folder).map(({ file, controllerPid, faults, problems }) => ({
      journal: file,
      controllerPid,
      faults: faults.map(({ faultId, what, undo }) => ({ faultId, what, undo })),
      problems,
    })),
  };
}

async function stateOf(record: ControllerRecord): Promise<ControllerState> {
  const { pid, runId, target } = record;
  try {
    const held = (await connectController(record).held()).map(({ fault, ...now }) => {
      const { state, undoAttempts, lastFailure } = now;
      const { faultId, what, undo } = fault;
      return { faultId, what, undo, state, undoAttempts, lastFailure };
    });
    return { pid, runId, target, held, problem: null };
  } catch (error) {
    return {
      pid,
      runId,
      target,
      held: null,
      problem: reasonOf(error),
    };
  }
}

export function statusLines({ controllers, journals }: ChaosStatus): string[] {
  if (controllers.length === 0 && journals.length === 0) {
    return ["no fault controller runs, and no fault is left that is known of"];
  }
  return [
    ...controllers.flatMap(({ pid, runId, target, held, problem }) => [
      `fault controller ${pid}: run ${runId} on target ${target}${problem === null ? "" : `; ${problem}`}`,
      ...(held?.length === 0 ? ["  holds no fault"] : []),
      ...(held ?? []).flatMap(heldLines),
    ]),
    ...journals.flatMap(({ journal, controllerPid, faults, problems }) => [
      `left by fault controller ${controllerPid}, which is gone (${journal}); run: tidemark chaos recover`,
      ...faults.map(({ what, undo }) => `  not confirmed as undone: ${what}; by hand: ${undo}`),
      ...problems.map((problem) => `  ${problem}`),
    ]),
  ];
}

function heldLines({ what, undo, state, undoAttempts, lastFailure }: HeldNow): string[] {
  if (lastFailure.length === 0) return [`  ${state}: ${what}`];
  return [
    `  ${state}: ${what}`,
    `    undone ${undoAttempts} times, and not confirmed (${lastFailure.join("; ")}); ` +
      `it is tried again for as long as the controller lives; by hand: ${undo}`,
  ];
}

export interface Stopped {
  readonly pid: number;
  readonly runId: string;
  readonly faults: readonly {
    readonly faultId: string;
    readonly presence: Presence;
    readonly evidence: string;
  }[];
  /** Why it could not be stopped; null where it was. */
  readonly problem: string | null;
}

/** @param runId of the run whose controller is meant; null for all of this machine */
export async function stopChaos(env: NodeJS.ProcessEnv, runId: string | null): Promise<Stopped[]> {
  const meant = listControllers(stateFolder(env)).filter((each) => runId === null || each.runId === runId);
  return Promise.all(meant.map(stopOne));
}

async function stopOne(record: ControllerRecord): Promise<Stopped> {
  const { pid, runId } = record;
  try {
    const faults = (await connectController(record).close()).map(
      ({ faultId, presence, failures, evidence }) => {
        return { faultId, presence, evidence: [...failures, ...evidence].join("; ") };
      },
    );
    return { pid, runId, faults, problem: null };
  } catch (error) {
    return { pid, runId, faults: [], problem: reasonOf(error) };
  }
}

export function stoppedLines(stopped: readonly Stopped[]): string[] {
  if (stopped.length === 0) return ["no such fault controller runs"];
  return stopped.flatMap(({ pid, runId, faults, problem }) => [
    problem === null
      ? `fault controller ${pid} of run ${runId} has ended`
      : `fault controller ${pid} of run ${runId}: ${problem}`,
    ...faults.map(({ faultId, presence, evidence }) =>
      presence === "clean"
        ? `  undone: ${faultId} (${evidence})`
        : `  NOT CONFIRMED AS UNDONE: ${faultId} (${evidence}); run: tidemark chaos recover`,
    ),
  ]);
}

export function stoppedExitCode(stopped: readonly Stopped[]): ExitCode {
  const isEachClean = stopped.every(
    ({ faults, problem }) => problem === null && faults.every(({ presence }) => presence === "clean"),
  );
  return isEachClean ? exitCodes.pass : exitCodes.faultNotUndone;
}

export interface Recovered {
  readonly lines: readonly string[];
  readonly exitCode: ExitCode;
}

/**
 * Undoes what controllers that are gone left. Those that live are left alone, and told of.
 * @param replacePods deletes the pods that a disruptor's agent was attached to
 */
export async function recoverChaos(env: NodeJS.ProcessEnv, replacePods: boolean): Promise<Recovered> {
  const folder = stateFolder(env);
  const recovery = await recover({ stateFolder: folder, effectors: effectorsFor({ env, replacePods }) });
  const live = listControllers(folder).map(
    ({ pid, runId }) =>
      `fault controller ${pid} of run ${runId} lives and was left alone; tidemark chaos stop ends it`,
  );
  const found = recoverySentences(recovery);
  return {
    lines: [...(found.length === 0 ? ["nothing is left to undo"] : found), ...live],
    exitCode: isClean(recovery) ? exitCodes.pass : exitCodes.faultNotUndone,
  };
}
