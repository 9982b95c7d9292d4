/** What director and fault controller say to each other: arguments, the first word, the requests on HTTP. */
import type { PlannedFault } from "../../../core/experiment/effect.ts";
import type { JournalEntry, Undone } from "../../../core/experiment/journal.ts";
import type { HeldFault } from "../controller.ts";
import type { Recovery } from "./recover.ts";

/** The controller's arguments; its token comes through the environment, which other users can't read. */
export interface ControllerArguments {
  readonly stateFolder: string;
  readonly runId: string;
  /** As a person knows it. */
  readonly target: string;
}

export const TOKEN_VARIABLE = "TIDEMARK_CHAOS_TOKEN";

export function writeControllerArguments({ stateFolder, runId, target }: ControllerArguments): string[] {
  return [stateFolder, runId, target];
}

export function readControllerArguments([
  stateFolder,
  runId,
  target,
]: readonly string[]): ControllerArguments {
  return { stateFolder: String(stateFolder), runId: String(runId), target: String(target) };
}

export interface ControllerReady {
  readonly type: "ready";
  readonly url: string;
  /** What was undone of dead controllers before it took anything. */
  readonly recovery: Recovery;
}

/** All are `POST /<name>` with a JSON body and a bearer token; an answer other than 200 is an `ApiProblem`. */
export interface Requests {
  readonly inject: {
    readonly body: { readonly fault: PlannedFault; readonly leaseMs: number };
    readonly answer: { readonly appliedAtMs: number };
  };
  readonly renew: { readonly body: { readonly faultId: string }; readonly answer: null };
  readonly undo: { readonly body: { readonly faultId: string }; readonly answer: Undone };
  readonly undoAll: { readonly body: null; readonly answer: readonly Undone[] };
  readonly held: { readonly body: null; readonly answer: readonly HeldFault[] };
  readonly journal: { readonly body: null; readonly answer: readonly JournalEntry[] };
  /** Answered when everything is undone, or could not be; then the controller ends. */
  readonly close: { readonly body: null; readonly answer: readonly Undone[] };
}

export type RequestName = keyof Requests;

export interface ApiProblem {
  /** Of a ChaosError; anything else is a fault of ours. */
  readonly code: string;
  readonly message: string;
}
