/**
 * The queue of the embedded system: messages wait in this process and end with it. Nothing is lost
 * by that, because a message is only a hint at a record that is pending in its store, where it is
 * found again at the next start.
 */
import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import { defaultAttempts, workOff, type AttemptRules } from "./attempts.ts";
import { QueueError, type WorkHandler, type WorkMessage, type WorkQueue } from "./work-queue.ts";

/** Beyond this the store alone remembers what is pending. */
const mostWaiting = 10_000;
/** What an attempt under way gets to end in when the queue closes. */
const closeGraceMs = 3_000;

export interface InProcessQueueOptions {
  readonly name: string;
  /** Messages worked off at the same time. */
  readonly concurrency: number;
  readonly logger: Logger;
  readonly attemptRules?: AttemptRules;
}

export class InProcessWorkQueue implements WorkQueue {
  readonly name: string;
  readonly #concurrency: number;
  readonly #logger: Logger;
  readonly #attemptRules: AttemptRules;
  /** By record: a second hint at one that waits already says nothing new. Maps keep their order. */
  readonly #waiting = new Map<string, WorkMessage>();
  readonly #underWay = new Set<Promise<void>>();
  readonly #closing = new AbortController();
  #handler: WorkHandler | null = null;

  constructor({ name, concurrency, logger, attemptRules = defaultAttempts }: InProcessQueueOptions) {
    this.name = name;
    this.#concurrency = concurrency;
    this.#logger = logger;
    this.#attemptRules = attemptRules;
  }

  async publish(message: WorkMessage): Promise<void> {
    this.#mustBeOpen();
    if (this.#waiting.size >= mostWaiting) throw new QueueError("full", this.name);
    this.#waiting.set(message.id, message);
    this.#next();
  }

  async consume(handler: WorkHandler): Promise<void> {
    this.#mustBeOpen();
    this.#handler = handler;
    this.#next();
  }

  async depth(): Promise<number> {
    this.#mustBeOpen();
    return this.#waiting.size;
  }

  async ping(): Promise<void> {
    this.#mustBeOpen();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    const ended = Promise.all(this.#underWay);
    await Promise.race([ended, delay(closeGraceMs, undefined, { ref: false })]);
  }

  #mustBeOpen(): void {
    if (this.#closing.signal.aborted) throw new QueueError("closed", this.name);
  }

  #next(): void {
    const handler = this.#handler;
    if (handler === null || this.#closing.signal.aborted) return;
    for (const [id, message] of this.#waiting) {
      if (this.#underWay.size >= this.#concurrency) return;
      this.#waiting.delete(id);
      const work = this.#workOff(message, handler).finally(() => {
        this.#underWay.delete(work);
        this.#next();
      });
      this.#underWay.add(work);
    }
  }

  async #workOff(message: WorkMessage, handler: WorkHandler): Promise<void> {
    const result = await workOff(message, handler, this.#attemptRules, this.#closing.signal);
    if (result.kind === "givenUp") {
      this.#logger.error({ queue: this.name, id: message.id, err: result.error }, "message put aside");
    }
  }
}
