/**
 * A queue of work that a service gives to itself: a message names a record of its store, and the
 * consumer in the same service works that record off. The store is the truth and a message a hint:
 * one that comes twice must do no harm, one that is lost is published again by whoever finds the
 * record still pending. An adapter looks after its own connection; it never ends the process.
 */
export interface WorkMessage {
  /** Of the record to be worked off. */
  readonly id: string;
  /** Request id and trace context of the request that made the work (`CarriedHeaders`). */
  readonly carried: Readonly<Record<string, string>>;
}

export interface Delivery {
  /** From 1. A failure that was not the message's fault (`TryLater`) is not counted. */
  readonly attempt: number;
  /** When this one fails, the message is put aside (dead letter) and does not come again. */
  readonly isLastAttempt: boolean;
}

/**
 * Resolves when the work is done and lasts: only then is the message acknowledged. May get the same
 * message twice. Rejects with `TryLater` where it could do nothing just now.
 */
export type WorkHandler = (message: WorkMessage, delivery: Delivery) => Promise<void>;

export interface WorkQueue {
  /** As in `queue_name` of the metrics. */
  readonly name: string;
  /** Resolves when the queue has the message safely. @throws QueueError, within the publish deadline */
  publish(message: WorkMessage): Promise<void>;
  /**
   * Once: from now on messages go to `handler`, a bounded number at a time, through every loss of
   * the connection. Resolves at once; a broker that is away is not an error here.
   */
  consume(handler: WorkHandler): Promise<void>;
  /** Messages that wait for a consumer. @throws QueueError */
  depth(): Promise<number>;
  /** A round trip to the broker. @throws QueueError */
  ping(): Promise<void>;
  /** Takes no further message, lets those under way finish for a while, hands back the others. */
  close(): Promise<void>;
}

/** Not the message's fault (its store is away, say): it is tried again after a while, however often. */
export class TryLater extends Error {
  constructor(cause: unknown) {
    super("the work could not be done just now", { cause });
    this.name = "TryLater";
  }
}

export type QueueErrorCode =
  /** No connection to the broker. */
  | "unavailable"
  /** No confirmation in time: whether the broker has the message is not known. */
  | "deadline"
  /** Too much is under way or waiting already. */
  | "full"
  | "closed";

export class QueueError extends Error {
  readonly code: QueueErrorCode;

  constructor(code: QueueErrorCode, queue: string, cause?: unknown) {
    super(`queue ${queue}: ${messages[code]}`, { cause });
    this.name = "QueueError";
    this.code = code;
  }
}

const messages: Readonly<Record<QueueErrorCode, string>> = {
  unavailable: "the broker cannot be reached",
  deadline: "the broker did not answer in time",
  full: "too many messages are waiting",
  closed: "it is closed",
};
