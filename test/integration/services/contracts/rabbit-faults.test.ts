import { expect } from "chai";
import { createLogger } from "../../../../services/shared/logger.ts";
import { deadLetterQueue } from "../../../../services/shared/rabbitmq/queues.ts";
import { RabbitWorkQueue } from "../../../../services/shared/rabbitmq/rabbit-work-queue.ts";
import type { QueueError } from "../../../../services/shared/work-queue.ts";
import { skipBecause } from "../../../support/skip.ts";
import { startBreakableProxy, type BreakableProxy } from "../support/breakable-proxy.ts";
import { eventually } from "../support/running-service.ts";
import { gate, recordingHandler } from "./recording-handler.ts";
import { reachTestBroker, type TestBroker } from "./test-broker.ts";

const attempts = 2;
const message = (id: string) => ({ id, carried: {} });

describe("a work queue in RabbitMQ when something fails", function () {
  this.timeout(60_000);
  let broker: TestBroker;
  let proxy: BreakableProxy;
  let name: string;
  const opened: RabbitWorkQueue[] = [];

  before(async function () {
    const reached = await reachTestBroker();
    if (typeof reached === "string") return skipBecause(this, reached);
    broker = reached;
  });

  beforeEach(async () => {
    proxy = await startBreakableProxy(broker.host, broker.port);
    name = broker.newQueueName();
  });

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((queue) => queue.close()));
    await proxy.close();
  });

  after(async () => {
    await (broker as TestBroker | undefined)?.remove();
  });

  const reachable = (queue: RabbitWorkQueue) =>
    eventually(
      "the queue is reached",
      () =>
        queue.ping().then(
          () => true,
          () => false,
        ),
      30_000,
    );

  async function open(url = proxyUrl()): Promise<RabbitWorkQueue> {
    const attemptRules = { attempts, backoff: { firstMs: 5, maxMs: 10 } };
    const logger = createLogger("test", "silent");
    const queue = new RabbitWorkQueue({ url, name, prefetch: 2, logger, attemptRules });
    opened.push(queue);
    return queue;
  }

  function proxyUrl(): string {
    const url = new URL(broker.url);
    url.host = `127.0.0.1:${proxy.port}`;
    return url.href;
  }

  const failureOf = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error: unknown) => (error as QueueError).code,
    );

  it("keeps messages aside that failed for good, and those that cannot be read", async () => {
    const queue = await open();
    await reachable(queue);
    const consumer = recordingHandler(async ({ message: { id } }) => {
      if (id === "poison") throw new Error("always");
    });
    await queue.consume(consumer.handler);
    for (const body of ["{", '"text"', '{"id":5}', '{"id":"a"}']) await broker.send(name, body);
    await queue.publish(message("poison"));
    await queue.publish(message("good"));
    await consumer.reached(attempts + 1);
    const aside: string[] = [];
    await eventually("five messages lie aside", async () => {
      aside.push(...(await broker.drain(deadLetterQueue(name))));
      return aside.length === 5;
    });
    expect(aside.at(-1)).to.contain("poison");
    expect(consumer.ids()).not.to.include("5").and.not.to.include("a");
  });

  it("connects and subscribes again when the connection was cut, and gets back what was under way", async () => {
    const queue = await open();
    await reachable(queue);
    const { opened: workEnds, open: endWork } = gate();
    const consumer = recordingHandler(() => workEnds);
    await queue.consume(consumer.handler);
    await queue.publish(message("under way"));
    await consumer.reached(1);
    await proxy.cut();
    endWork();
    expect(await failureOf(queue.publish(message("meanwhile")))).to.equal("unavailable");
    await proxy.mend();
    await reachable(queue);
    await consumer.reached(2);
    await queue.publish(message("after"));
    await consumer.reached(3);
    expect(consumer.ids()).to.deep.equal(["under way", "under way", "after"]);
  });

  it("starts without the broker, says so, and connects when it is there", async () => {
    await proxy.cut();
    const queue = await open();
    const consumer = recordingHandler();
    await queue.consume(consumer.handler);
    expect(await failureOf(queue.ping())).to.equal("unavailable");
    await proxy.mend();
    await reachable(queue);
    await queue.publish(message("a"));
    await consumer.reached(1);
  });

  it("gives a silent broker up at the deadline, and notices by itself that it has to connect again", async () => {
    const queue = await open();
    await reachable(queue);
    proxy.silence();
    const startedMs = performance.now();
    expect(await failureOf(queue.publish(message("lost")))).to.equal("deadline");
    expect(performance.now() - startedMs).to.be.within(1_900, 3_500);
    const noticed = async () => (await failureOf(queue.ping())) === "unavailable";
    await eventually("the connection is given up", noticed, 30_000);
    await proxy.mend();
    await reachable(queue);
  });

  it("declares and subscribes again when its queue was deleted, and never takes a message for sent that had nowhere to go", async () => {
    const queue = await open();
    await reachable(queue);
    const consumer = recordingHandler();
    await queue.consume(consumer.handler);
    await queue.publish(message("before"));
    await consumer.reached(1);
    await broker.deleteQueue(name);
    const tries = ["a", "b", "c", "d", "e", "f"];
    const outcomes = await Promise.all(tries.map((id) => failureOf(queue.publish(message(id)))));
    await reachable(queue);
    await eventually("messages flow again", async () => {
      await queue.publish(message("after")).catch(() => undefined);
      return consumer.ids().includes("after");
    });
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome === null) expect(consumer.ids()).to.include(tries[index]);
    }
  });

  it("hands back at its close what is not finished, to another instance", async () => {
    const first = await open();
    await reachable(first);
    const stuck = recordingHandler(() => new Promise(() => undefined));
    await first.consume(stuck.handler);
    for (const id of ["a", "b", "c"]) await first.publish(message(id));
    await stuck.reached(2);
    const second = await open();
    await first.close();
    const consumer = recordingHandler();
    await second.consume(consumer.handler);
    await consumer.reached(3);
    expect(consumer.ids()).to.have.members(["a", "b", "c"]);
  });
});
