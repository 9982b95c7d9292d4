/** The embedded system while it runs, as a use case sees it. */
import type { CoreSplit } from "../process/pinning.ts";
import type { ProcessIdentity } from "../process/process-identity.ts";

export interface Stack {
  /** Base addresses by service: of its proxy, where faults are wanted. */
  readonly addresses: Readonly<Record<string, string>>;
  /** Pages that Prometheus can scrape, by service; `business` for that of business metrics. */
  readonly metrics: Readonly<Record<string, string>>;
  /** What a reader of the record should know: other ports, durability, what stays behind. */
  readonly notes: readonly string[];
  /** Those that run now: a part that was started again has another id. */
  readonly processes: readonly { readonly name: string; readonly pid: number }[];
  /** Rejects when a part ends although nobody asked it to; never resolves. */
  readonly failed: Promise<never>;
  /** Null where it was started without. */
  readonly chaos: StackChaos | null;
  /** Ends everything in reverse order, in bounded time; never rejects. A second call joins the first. */
  readonly stop: () => Promise<void>;
}

/** What makes faults possible. */
export interface StackChaos {
  readonly toxiproxyUrl: string;
  /** The proxies by what they lead to: `service:api`, `store:postgres`. */
  readonly links: Readonly<Record<string, string>>;
  /** Those that may be ended and started again: the services. */
  readonly parts: () => readonly PartState[];
  /** The next end of this part is not a failure of the system. @throws StackError "noSuchPart" */
  readonly expectEnd: (part: string) => void;
  /**
   * Starts a part that has ended on the ports that it had, and resolves when it can serve; does nothing
   * to one that runs. From here on its end is a failure again. @throws StackError
   */
  readonly start: (part: string) => Promise<void>;
  /** Calls back whenever a part was started again, with the process that it has now. */
  readonly onRestart: (heard: (part: RunningPart) => void) => void;
  /** Of the HTTP server that does the same for the fault controller. */
  readonly partsUrl: string;
  /** For the controller's environment, and for no file. */
  readonly partsToken: string;
  /** Null where they could not be separated; a note says why. */
  readonly cores: CoreSplit | null;
}

export interface PartState {
  readonly name: string;
  /** Null while it does not run. */
  readonly process: ProcessIdentity | null;
}

export interface RunningPart extends PartState {
  readonly process: ProcessIdentity;
}
