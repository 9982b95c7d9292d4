import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import type { Context } from "mocha";
import { InProcessWorkQueue } from "../../../../services/shared/in-process-work-queue.ts";
import { createLogger } from "../../../../services/shared/logger.ts";
import { RabbitWorkQueue } from "../../../../services/shared/rabbitmq/rabbit-work-queue.ts";
import { TryLater, type WorkQueue } from "../../../../services/shared/work-queue.ts";
import { skipBecause } from "../../../support/skip.ts";
import { eventually } from "../support/running-service.ts";
import { gate, recordingHandler } from "./recording-handler.ts";
import { reachTestBroker } from "./test-broker.ts";

const concurrency = 2;
const attempts = 3;
const options = {
  logger: createLogger("test", "silent"),
  attemptRules: { attempts, backoff: { firstMs: 5, maxMs: 20 } },
};
/** Long enough for another delivery to come, if one came. */
const settleMs = 150;

interface QueuePlace {
  open(): WorkQueue;
  remove(): Promise<void>;
}

const places: Readonly<Record<string, (context: Context) => Promise<QueuePlace>>> = {
  "in this process": async () => ({
    open: () => new InProcessWorkQueue({ ...options, name: "test", concurrency }),
    remove: () => Promise.resolve(),
  }),
  "in RabbitMQ": async (context) => {
    const broker = await reachTestBroker();
    if (typeof broker === "string") return skipBecause(context, broker);
    const { url } = broker;
    return {
      open: () =>
        new RabbitWorkQueue({ ...options, url, name: broker.newQueueName(), prefetch: concurrency }),
      remove: () => broker.remove(),
    };
  },
};

for (const [name, find] of Object.entries(places)) {
  describe(`a work queue ${name}`, () => {
    let place: QueuePlace | null = null;
    let queue: WorkQueue;

    before(async function () {
      place = await find(this);
    });

    beforeEach(async () => {
      queue = place!.open();
      await eventually("the queue is reached", () =>
        queue.ping().then(
          () => true,
          () => false,
        ),
      );
    });

    afterEach(() => queue.close());
    after(() => place?.remove());

    const publish = (...ids: string[]) => Promise.all(ids.map((id) => queue.publish({ id, carried: {} })));

    it("delivers what was published, before and after the consumer came, with what it carries", async () => {
      const carried = { "x-request-id": "run-1:7", traceparent: "00-aa-bb-01" };
      const consumer = recordingHandler();
      await queue.publish({ id: "early", carried });
      await queue.consume(consumer.handler);
      await consumer.reached(1);
      await publish("late");
      await consumer.reached(2);
      expect(consumer.given[0]?.message).to.deep.equal({ id: "early", carried });
      expect(consumer.ids()).to.deep.equal(["early", "late"]);
    });

    it("delivers each message once when all goes well", async () => {
      const consumer = recordingHandler();
      await queue.consume(consumer.handler);
      const ids = Array.from({ length: 50 }, (_, index) => String(index));
      await publish(...ids);
      await consumer.reached(ids.length);
      await delay(settleMs);
      expect(consumer.ids()).to.have.members(ids);
    });

    it("tells how many messages wait", async () => {
      expect(await queue.depth()).to.equal(0);
      await publish("a", "b", "c");
      await eventually("three wait", async () => (await queue.depth()) === 3);
      await queue.consume(recordingHandler().handler);
      await eventually("none waits", async () => (await queue.depth()) === 0);
    });

    it("has only a bounded number of messages worked on at the same time", async () => {
      const { opened, open } = gate();
      const consumer = recordingHandler(() => opened);
      await queue.consume(consumer.handler);
      await publish("a", "b", "c", "d");
      await consumer.reached(concurrency);
      await delay(settleMs);
      expect(consumer.given).to.have.lengthOf(concurrency);
      open();
      await consumer.reached(4);
    });

    it("tries a message again that failed, and counts the attempts", async () => {
      const consumer = recordingHandler(async ({ delivery }) => {
        if (delivery.attempt === 1) throw new Error("the first one fails");
      });
      await queue.consume(consumer.handler);
      await publish("a");
      await consumer.reached(2);
      await delay(settleMs);
      expect(consumer.given.map(({ delivery }) => delivery.attempt)).to.deep.equal([1, 2]);
    });

    it("puts a message aside after the last attempt, says which one that is, and goes on", async () => {
      const consumer = recordingHandler(async ({ message }) => {
        if (message.id === "poison") throw new Error("always");
      });
      await queue.consume(consumer.handler);
      await publish("poison");
      await consumer.reached(attempts);
      await publish("good");
      await consumer.reached(attempts + 1);
      await delay(settleMs);
      const last = consumer.given.map(({ delivery }) => delivery.isLastAttempt);
      expect(last).to.deep.equal([false, false, true, false]);
      expect(consumer.ids()).to.deep.equal(["poison", "poison", "poison", "good"]);
      expect(await queue.depth()).to.equal(0);
    });

    it("does not count attempts in which nothing could be done", async () => {
      let away = attempts + 2;
      const consumer = recordingHandler(async () => {
        if ((away -= 1) >= 0) throw new TryLater(new Error("the store is away"));
      });
      await queue.consume(consumer.handler);
      await publish("a");
      await consumer.reached(attempts + 3);
      expect(consumer.given.every(({ delivery }) => delivery.attempt === 1)).to.equal(true);
    });

    it("lets what is under way finish when it closes, and begins nothing more", async () => {
      const { opened, open } = gate();
      let finished = 0;
      const consumer = recordingHandler(async () => {
        await opened;
        finished += 1;
      });
      await queue.consume(consumer.handler);
      await publish("a", "b", "c", "d");
      await consumer.reached(concurrency);
      const closed = queue.close();
      open();
      await closed;
      expect(finished).to.equal(concurrency);
      expect(consumer.given).to.have.lengthOf(concurrency);
    });

    it("closes soon although something under way does not end", async () => {
      const consumer = recordingHandler(() => new Promise(() => undefined));
      await queue.consume(consumer.handler);
      await publish("endless");
      await consumer.reached(1);
      const startedMs = performance.now();
      await queue.close();
      expect(performance.now() - startedMs).to.be.below(6_000);
    });

    it("refuses everything once it is closed", async () => {
      await queue.close();
      for (const call of [() => publish("a"), () => queue.depth(), () => queue.ping()]) {
        const error = await call().catch((failure: unknown) => failure);
        expect(error).to.include({ name: "QueueError", code: "closed" });
      }
    });
  });
}
