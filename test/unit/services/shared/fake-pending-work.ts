/** Pending records and a queue that do and refuse what a test tells them to. */
import type { Outcome, PendingWork } from "../../../../services/shared/pending-work.ts";
import type { WorkHandler, WorkMessage, WorkQueue } from "../../../../services/shared/work-queue.ts";

/** Pending since so many milliseconds, by id. */
export class FakeRecords implements PendingWork {
  readonly pending = new Map<string, number>();
  readonly settled: [id: string, outcome: Outcome][] = [];
  failure: Error | null = null;

  async pendingIds(olderThanMs: number, limit: number): Promise<string[]> {
    if (this.failure !== null) throw this.failure;
    const old = [...this.pending].filter(([, ageMs]) => ageMs >= olderThanMs);
    return old.map(([id]) => id).slice(0, limit);
  }

  async isPending(id: string): Promise<boolean> {
    if (this.failure !== null) throw this.failure;
    return this.pending.has(id);
  }

  async settle(id: string, outcome: Outcome): Promise<boolean> {
    if (this.failure !== null) throw this.failure;
    if (!this.pending.delete(id)) return false;
    this.settled.push([id, outcome]);
    return true;
  }
}

export class FakeQueue implements WorkQueue {
  readonly name = "test";
  readonly published: WorkMessage[] = [];
  waiting = 0;
  failure: Error | null = null;
  closed = false;
  handler: WorkHandler = () => Promise.reject(new Error("nobody consumes"));

  async publish(message: WorkMessage): Promise<void> {
    if (this.failure !== null) throw this.failure;
    this.published.push(message);
  }

  async consume(handler: WorkHandler): Promise<void> {
    this.handler = handler;
  }

  async depth(): Promise<number> {
    if (this.failure !== null) throw this.failure;
    return this.waiting;
  }

  async ping(): Promise<void> {
    await this.depth();
  }

  async close(): Promise<void> {
    this.closed = true;
  }
}
