/**
 * Starts a fault controller, or finds one that runs, and speaks with it. The controller outlives
 * whoever started it for as long as it takes to undo everything: no sweep and no second Ctrl-C ends it.
 */
import { randomBytes } from "node:crypto";
import { startChild } from "../../process/child.ts";
import { distFile } from "../../process/install-root.ts";
import type { Ledger } from "../../process/ledger.ts";
import { observeProcess, type ProcessIdentity } from "../../process/process-identity.ts";
import { waitUntilGone } from "../../process/signal-process.ts";
import { ChaosError, isChaosErrorCode, reasonOf } from "../chaos-error.ts";
import type { Controller } from "../controller.ts";
import { messages } from "../messages.ts";
import type { ControllerRecord } from "./controller-record.ts";
import {
  TOKEN_VARIABLE,
  writeControllerArguments,
  type ApiProblem,
  type ControllerArguments,
  type ControllerReady,
  type RequestName,
  type Requests,
} from "./protocol.ts";
import type { Recovery } from "./recover.ts";

export interface StartControllerOptions extends ControllerArguments {
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string | null;
  /** A bundle that runs `runFaultController`; a test brings effectors of its own. */
  readonly module?: string;
}

export interface StartedController extends Controller {
  /** What it undid of dead controllers before it took anything. */
  readonly recovery: Recovery;
}

/** Undoing what dead ones left may take a few tries for each fault. */
const READY_WITHIN_MS = 180_000;
/** A renewal is a row in the journal. */
const SHORT_ANSWER_MS = 5_000;
/** An undo has limits of its own, for each step; this one is for a controller that stands still. */
const LONG_ANSWER_MS = 300_000;
const GONE_WITHIN_MS = 5_000;
const TOKEN_BYTES = 32;

/** @throws ProcessError when it does not start */
export async function startController(options: StartControllerOptions): Promise<StartedController> {
  const token = randomBytes(TOKEN_BYTES).toString("hex");
  const { pid, ready } = await startChild({
    name: "fault controller",
    module: options.module ?? distFile("daemons/fault-controller.mjs"),
    args: writeControllerArguments(options),
    env: { ...options.env, [TOKEN_VARIABLE]: token },
    logFile: options.logFile,
    ledger: unswept,
    readyTimeoutMs: READY_WITHIN_MS,
  });
  const { url, recovery } = ready as ControllerReady;
  return { ...speakTo({ url, token, pid }, observeProcess(pid)), recovery };
}

/** One that `listControllers` found. */
export function connectController(record: ControllerRecord): Controller {
  return speakTo(record, record);
}

/**
 * A sweep gives what it ends three seconds, and an undo may take longer. The controller needs none: it
 * ends with its director, and keeps a journal of what it holds.
 */
const unswept: Ledger = {
  recordProcess: () => undefined,
  forgetProcess: () => undefined,
  recordFolder: () => undefined,
  forgetFolder: () => undefined,
  close: () => undefined,
};

interface Address {
  readonly url: string;
  readonly token: string;
  readonly pid: number;
}

function speakTo(address: Address, identity: ProcessIdentity | null): Controller {
  const ask = <N extends RequestName>(name: N, body: Requests[N]["body"], limitMs: number) =>
    request(address, name, body, limitMs);
  return {
    pid: address.pid,
    inject: (fault, leaseMs) => ask("inject", { fault, leaseMs }, LONG_ANSWER_MS),
    renew: async (faultId) => {
      await ask("renew", { faultId }, SHORT_ANSWER_MS);
    },
    undo: (faultId) => ask("undo", { faultId }, LONG_ANSWER_MS),
    undoAll: () => ask("undoAll", null, LONG_ANSWER_MS),
    held: () => ask("held", null, SHORT_ANSWER_MS),
    journal: () => ask("journal", null, SHORT_ANSWER_MS),
    close: async () => {
      const undone = await ask("close", null, LONG_ANSWER_MS);
      if (identity !== null) await waitUntilGone([identity], GONE_WITHIN_MS);
      return undone;
    },
  };
}

async function request<N extends RequestName>(
  { url, token, pid }: Address,
  name: N,
  body: Requests[N]["body"],
  limitMs: number,
): Promise<Requests[N]["answer"]> {
  const gone = (cause: unknown): never => {
    throw new ChaosError("controllerGone", messages.controllerGone(pid, whyNoAnswer(cause)), { cause });
  };
  const answer = await fetch(`${url}/${name}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(limitMs),
  }).catch(gone);
  const content: unknown = await answer.json().catch(gone);
  if (answer.status === 200) return content as Requests[N]["answer"];
  const { code, message } = content as ApiProblem;
  if (isChaosErrorCode(code)) throw new ChaosError(code, message);
  throw new ChaosError("notUnderstood", messages.notUnderstood(pid, `${answer.status}: ${message}`));
}

/** `fetch` itself says only that it failed. */
function whyNoAnswer(error: unknown): string {
  return error instanceof Error && error.cause !== undefined ? reasonOf(error.cause) : reasonOf(error);
}
