/**
 * Works off pending records: a new record is announced as a message, and the consumer settles it.
 *
 * The store is the outbox. A client has its 201 once the record is stored as pending; the message
 * follows and may fail. Whatever is lost on the way (a broker that is away, a process that is killed
 * between store and broker, a message put aside by mistake) leaves the record pending, and the sweep
 * publishes it again: everything that is pending at the first sweep after a start, and later what
 * is older than a healthy queue would leave it and was not published only just now (`Publications`).
 * So an acknowledged record is never lost, and may have more than one message: one that comes when
 * the record is settled costs a look at it and no work. Two that come at once may both work on it:
 * `settle` has effect once, and the work itself must bear repetition.
 */
import type { Logger } from "pino";
import { realWait, type Backoff, type Wait } from "./keep-trying.ts";
import type { PendingWork } from "./pending-work.ts";
import { Publications } from "./publications.ts";
import { StoreError } from "./store-error.ts";
import { QueueError, TryLater, type Delivery, type WorkMessage, type WorkQueue } from "./work-queue.ts";

export interface SweepRules {
  readonly everyMs: number;
  /** Younger ones are most likely on their way. */
  readonly olderThanMs: number;
  /** How long a record is not published again. */
  readonly peace: Backoff;
  /** Messages that a sweep lets wait in the queue at most, so that sweeps never pile up. */
  readonly mostWaiting: number;
}

const defaultSweep: SweepRules = {
  everyMs: 1_000,
  olderThanMs: 5_000,
  peace: { firstMs: 5_000, maxMs: 60_000 },
  mostWaiting: 1_000,
};

export interface BackgroundWorkOptions {
  readonly queue: WorkQueue;
  readonly records: PendingWork;
  /** What has to happen before the record is settled. */
  readonly work: (id: string) => Promise<void>;
  readonly logger: Logger;
  readonly sweepRules?: SweepRules;
  readonly wait?: Wait;
  /** A monotonic clock. */
  readonly nowMs?: () => number;
}

export class BackgroundWork {
  readonly #queue: WorkQueue;
  readonly #records: PendingWork;
  readonly #work: (id: string) => Promise<void>;
  readonly #logger: Logger;
  readonly #sweepRules: SweepRules;
  readonly #wait: Wait;
  readonly #publications: Publications;
  readonly #stopping = new AbortController();
  #sweeping: Promise<void> = Promise.resolve();
  #wellSoFar = true;

  constructor(options: BackgroundWorkOptions) {
    const { queue, records, work, logger, sweepRules = defaultSweep, wait = realWait } = options;
    const { nowMs = () => performance.now() } = options;
    this.#queue = queue;
    this.#records = records;
    this.#work = work;
    this.#logger = logger;
    this.#sweepRules = sweepRules;
    this.#wait = wait;
    this.#publications = new Publications(sweepRules.peace, nowMs);
  }

  async start(): Promise<void> {
    await this.#queue.consume((message, delivery) => this.#settle(message, delivery));
    this.#sweeping = this.#keepSweeping();
  }

  /** Of a record that is stored. Returns at once: its fate is the sweep's care, not the caller's. */
  announce(id: string, carried: Readonly<Record<string, string>>): void {
    this.#publish({ id, carried }).then(
      () => this.#note(null),
      (error: unknown) => this.#note(error),
    );
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#sweeping;
    await this.#queue.close();
  }

  async #settle({ id, carried }: WorkMessage, { attempt, isLastAttempt }: Delivery): Promise<void> {
    const facts = { queue: this.#queue.name, id, requestId: carried["x-request-id"], attempt };
    try {
      // A second message must not cost what the first did, or a queue full of them never ends.
      if (!(await this.#records.isPending(id))) {
        this.#publications.forget(id);
        return;
      }
      await this.#work(id);
      const changed = await this.#records.settle(id, "done");
      this.#publications.forget(id);
      this.#logger.info({ ...facts, changed, traceparent: carried.traceparent }, "worked off");
    } catch (error) {
      if (error instanceof StoreError) throw new TryLater(error);
      this.#logger.error({ ...facts, err: error }, "work failed");
      if (isLastAttempt) await this.#fail(id);
      throw error;
    }
  }

  /** Otherwise the sweep would publish it again for ever. */
  async #fail(id: string): Promise<void> {
    try {
      await this.#records.settle(id, "failed");
      this.#publications.forget(id);
    } catch (error) {
      throw new TryLater(error);
    }
  }

  async #keepSweeping(): Promise<void> {
    const { everyMs, olderThanMs } = this.#sweepRules;
    // Until one has succeeded, whatever is pending is left from before.
    let ageMs = 0;
    let failures = 0;
    while (!this.#stopping.signal.aborted) {
      try {
        await this.#sweep(ageMs);
        ageMs = olderThanMs;
        failures = 0;
        this.#note(null);
      } catch (error) {
        failures += 1;
        // The first one is common: the connection to the broker is made at the same time.
        if (failures > 1) this.#note(error);
      }
      await this.#wait(everyMs, this.#stopping.signal).catch(() => undefined);
    }
  }

  async #sweep(olderThanMs: number): Promise<void> {
    const { mostWaiting } = this.#sweepRules;
    const room = mostWaiting - (await this.#queue.depth());
    if (room <= 0) return;
    const pending = await this.#records.pendingIds(olderThanMs, mostWaiting);
    this.#publications.keepOnly(new Set(pending));
    const due = pending.filter((id) => this.#publications.isDue(id)).slice(0, room);
    await Promise.all(due.map((id) => this.#publish({ id, carried: {} })));
    if (due.length > 0)
      this.#logger.info({ queue: this.#queue.name, records: due.length }, "published again");
  }

  /** Counts as published before it is: its message may be worked off before the queue confirms it. */
  async #publish(message: WorkMessage): Promise<void> {
    this.#publications.published(message.id);
    try {
      await this.#queue.publish(message);
    } catch (error) {
      const mayBeThere = error instanceof QueueError && error.code === "deadline";
      if (!mayBeThere) this.#publications.forget(message.id);
      throw error;
    }
  }

  /** One line when it begins to fail and one when it is well again, not one for each message. */
  #note(error: unknown): void {
    if (this.#stopping.signal.aborted || this.#wellSoFar === (error === null)) return;
    this.#wellSoFar = error === null;
    if (error === null) this.#logger.info({ queue: this.#queue.name }, "messages flow again");
    else this.#logger.warn({ queue: this.#queue.name, err: error }, "messages wait in the store");
  }
}
