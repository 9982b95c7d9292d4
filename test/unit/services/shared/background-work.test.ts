import { expect } from "chai";
import { BackgroundWork } from "../../../../services/shared/background-work.ts";
import { createLogger } from "../../../../services/shared/logger.ts";
import { StoreError } from "../../../../services/shared/store-error.ts";
import { QueueError, TryLater } from "../../../../services/shared/work-queue.ts";
import { FakeQueue, FakeRecords } from "./fake-pending-work.ts";

const peace = { firstMs: 5_000, maxMs: 10_000 };
const sweepRules = { everyMs: 1_000, olderThanMs: 5_000, peace, mostWaiting: 3 };
const delivery = { attempt: 1, isLastAttempt: false };
const message = { id: "1", carried: {} };

describe("work in the background", () => {
  let records: FakeRecords;
  let queue: FakeQueue;
  let background: BackgroundWork;
  let work: (id: string) => Promise<void>;
  /** Lets the sweeper go round once more, and resolves when it waits again. */
  let nextSweep: () => Promise<void>;
  let nowMs: number;

  beforeEach(() => {
    records = new FakeRecords();
    queue = new FakeQueue();
    nowMs = 0;
    work = () => Promise.resolve();
    let release: () => void = () => undefined;
    let waits: () => void = () => undefined;
    const wait = (_ms: number, signal: AbortSignal) =>
      new Promise<void>((resolve) => {
        release = resolve;
        signal.addEventListener("abort", () => resolve());
        waits();
      });
    nextSweep = () =>
      new Promise((resolve) => {
        waits = resolve;
        release();
      });
    const logger = createLogger("test", "silent");
    background = new BackgroundWork({
      queue,
      records,
      work: (id) => work(id),
      logger,
      sweepRules,
      wait,
      nowMs: () => nowMs,
    });
  });

  afterEach(() => background.stop());

  async function start(): Promise<void> {
    const firstSweep = nextSweep();
    await background.start();
    await firstSweep;
  }

  const publishedIds = () => queue.published.map(({ id }) => id);

  describe("with a message", () => {
    beforeEach(start);

    it("works first and settles the record then", async () => {
      records.pending.set("1", 0);
      const order: string[] = [];
      work = async (id) => void order.push(`${id}: ${records.settled.length} settled`);
      await queue.handler(message, delivery);
      expect(order).to.deep.equal(["1: 0 settled"]);
      expect(records.settled).to.deep.equal([["1", "done"]]);
    });

    it("does no work on a record that is settled or gone: the message may have come twice", async () => {
      records.pending.set("1", 0);
      const worked: string[] = [];
      work = async (id) => void worked.push(id);
      await queue.handler(message, delivery);
      await queue.handler(message, delivery);
      await queue.handler({ ...message, id: "gone" }, delivery);
      expect(records.settled).to.have.lengthOf(1);
      expect(worked).to.deep.equal(["1"]);
    });

    it("asks to try later when the store cannot serve, be it before or after the work", async () => {
      for (const code of ["unavailable", "exhausted", "slow"] as const) {
        records.failure = new StoreError(code, null);
        const error = await queue.handler(message, delivery).catch((failure: unknown) => failure);
        expect(error, code).to.be.instanceOf(TryLater);
      }
      records.failure = null;
      records.pending.set("1", 0);
      work = async () => void (records.failure = new StoreError("exhausted", null));
      expect(await queue.handler(message, delivery).catch((failure: unknown) => failure)).to.be.instanceOf(
        TryLater,
      );
    });

    it("fails the attempt when the work fails, and leaves the record pending", async () => {
      records.pending.set("1", 0);
      const failure = new Error("broken");
      work = () => Promise.reject(failure);
      expect(await queue.handler(message, delivery).catch((error: unknown) => error)).to.equal(failure);
      expect([...records.pending.keys()]).to.deep.equal(["1"]);
    });

    it("settles the record as failed with the last attempt, so that no sweep brings it again", async () => {
      records.pending.set("1", 10_000);
      work = () => Promise.reject(new Error("broken"));
      await queue.handler(message, { attempt: 5, isLastAttempt: true }).catch(() => undefined);
      expect(records.settled).to.deep.equal([["1", "failed"]]);
      await nextSweep();
      expect(queue.published).to.deep.equal([]);
    });

    it("asks to try later when not even the failure can be kept", async () => {
      records.pending.set("1", 0);
      work = async () => {
        records.failure = new StoreError("unavailable", null);
        throw new Error("broken");
      };
      const error = await queue
        .handler(message, { attempt: 5, isLastAttempt: true })
        .catch((failure: unknown) => failure);
      expect(error).to.be.instanceOf(TryLater);
    });
  });

  describe("announcing a record", () => {
    it("publishes it with what the request carried", async () => {
      await start();
      background.announce("1", { "x-request-id": "run-1:7" });
      expect(queue.published).to.deep.equal([{ id: "1", carried: { "x-request-id": "run-1:7" } }]);
    });

    it("fails nobody when the broker is away", async () => {
      await start();
      queue.failure = new QueueError("unavailable", "test");
      background.announce("1", {});
      await nextSweep();
      expect(queue.published).to.deep.equal([]);
    });
  });

  describe("sweeping", () => {
    it("publishes at the start whatever is pending from before, however young", async () => {
      records.pending.set("1", 0).set("2", 60_000);
      await start();
      expect(publishedIds()).to.deep.equal(["1", "2"]);
    });

    it("publishes later what is older than a healthy queue leaves it, the boundary included", async () => {
      await start();
      records.pending.set("young", 4_999).set("old", 5_000);
      await nextSweep();
      expect(publishedIds()).to.deep.equal(["old"]);
    });

    it("treats everything as left from before until a sweep has succeeded", async () => {
      queue.failure = new QueueError("unavailable", "test");
      records.pending.set("1", 0);
      await start();
      await nextSweep();
      queue.failure = null;
      await nextSweep();
      expect(publishedIds()).to.deep.equal(["1"]);
    });

    it("goes on after the store was away", async () => {
      records.failure = new StoreError("unavailable", null);
      await start();
      records.failure = null;
      records.pending.set("1", 0);
      await nextSweep();
      expect(publishedIds()).to.deep.equal(["1"]);
    });

    it("fills the queue up to a limit and never beyond, so that sweeps do not pile up", async () => {
      for (const id of ["1", "2", "3", "4", "5"]) records.pending.set(id, 10_000);
      queue.waiting = 1;
      await start();
      expect(publishedIds()).to.deep.equal(["1", "2"]);
      queue.waiting = 3;
      await nextSweep();
      expect(publishedIds()).to.deep.equal(["1", "2"]);
    });

    it("leaves a record in peace after it was published, and for twice as long each time, to a limit", async () => {
      records.pending.set("1", 10_000);
      await start();
      const counts: number[] = [];
      for (nowMs of [4_999, 5_000, 14_999, 15_000, 24_999, 25_000]) {
        await nextSweep();
        counts.push(queue.published.length);
      }
      expect(counts).to.deep.equal([1, 2, 2, 3, 3, 4]);
    });

    it("leaves an announced record in peace too, whose message may wait in a long queue", async () => {
      await start();
      background.announce("1", {});
      records.pending.set("1", 5_000);
      nowMs = 4_999;
      await nextSweep();
      expect(publishedIds()).to.deep.equal(["1"]);
      nowMs = 5_000;
      await nextSweep();
      expect(publishedIds()).to.deep.equal(["1", "1"]);
    });

    it("publishes at once what the broker surely has not, and leaves in peace what it may have", async () => {
      await start();
      for (const code of ["unavailable", "full", "deadline"] as const) {
        queue.failure = new QueueError(code, "test");
        background.announce(code, {});
        records.pending.set(code, 5_000);
      }
      await nextSweep();
      queue.failure = null;
      await nextSweep();
      expect(publishedIds()).to.deep.equal(["unavailable", "full"]);
    });

    it("reaches the records behind those that it leaves in peace", async () => {
      for (const id of ["1", "2", "3"]) records.pending.set(id, 10_000);
      queue.waiting = 1;
      await start();
      await nextSweep();
      expect(publishedIds()).to.deep.equal(["1", "2", "3"]);
    });

    it("knows a settled record as new, should it ever be pending again", async () => {
      records.pending.set("1", 10_000);
      await start();
      await queue.handler(message, delivery);
      records.pending.set("1", 10_000);
      await nextSweep();
      expect(publishedIds()).to.deep.equal(["1", "1"]);
    });

    it("ends with the stop, which closes the queue", async () => {
      await start();
      await background.stop();
      expect(queue.closed).to.equal(true);
    });
  });
});
