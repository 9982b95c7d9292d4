/**
 * A backlog of pending records while new ones keep coming, on a real broker: is it worked off, or do
 * further messages about the same records fill the queue and keep the workers from it? With copies
 * of the messages the queue stays at its limit for as long as anything comes, and each copy costs
 * the work once more; the store gets the most of that. Everything is scaled down to seconds.
 */
import { expect } from "chai";
import { setTimeout as delay } from "node:timers/promises";
import { BackgroundWork } from "../../../../services/shared/background-work.ts";
import { createLogger } from "../../../../services/shared/logger.ts";
import type { PendingWork } from "../../../../services/shared/pending-work.ts";
import { RabbitWorkQueue } from "../../../../services/shared/rabbitmq/rabbit-work-queue.ts";
import { skipBecause } from "../../../support/skip.ts";
import { eventually } from "../support/running-service.ts";
import { reachTestBroker, type TestBroker } from "./test-broker.ts";

const backlog = 200;
const newRecords = 150;
const newEveryMs = 10;
/** Four at a time: up to 200 records a second, twice of what comes. */
const prefetch = 4;
const workMs = 20;
const sweepRules = {
  everyMs: 50,
  olderThanMs: 100,
  peace: { firstMs: 1_000, maxMs: 4_000 },
  mostWaiting: 500,
};
const workedOffLimitMs = 10_000;

describe("a backlog of records on a real broker, while new ones keep coming", function () {
  this.timeout(60_000);
  let broker: TestBroker;
  let queue: RabbitWorkQueue;
  let background: BackgroundWork;
  let pending: Map<string, number>;
  let worked: string[];
  let looks: number;

  before(async function () {
    const reached = await reachTestBroker();
    if (typeof reached === "string") return skipBecause(this, reached);
    broker = reached;
  });

  beforeEach(async () => {
    pending = new Map();
    worked = [];
    looks = 0;
    const logger = createLogger("test", "silent");
    queue = new RabbitWorkQueue({ url: broker.url, name: broker.newQueueName(), prefetch, logger });
    const work = async (id: string) => {
      await delay(workMs);
      worked.push(id);
    };
    background = new BackgroundWork({ queue, records: records(), work, logger, sweepRules });
  });

  afterEach(() => (background as BackgroundWork | undefined)?.stop());
  after(() => (broker as TestBroker | undefined)?.remove());

  function records(): PendingWork {
    return {
      pendingIds: async (olderThanMs, limit) => {
        const old = [...pending].filter(([, atMs]) => performance.now() - atMs >= olderThanMs);
        return old.map(([id]) => id).slice(0, limit);
      },
      isPending: async (id) => {
        looks += 1;
        return pending.has(id);
      },
      settle: async (id) => pending.delete(id),
    };
  }

  it("is worked off, each record once, and leaves no queue of copies behind", async () => {
    for (let number = 0; number < backlog; number += 1) pending.set(`old-${number}`, performance.now());
    await background.start();
    await eventually("the first is worked off", async () => worked.length > 0, 30_000);
    for (let number = 0; number < newRecords; number += 1) {
      pending.set(`new-${number}`, performance.now());
      background.announce(`new-${number}`, {});
      await delay(newEveryMs);
    }
    await eventually("all are worked off", async () => pending.size === 0, workedOffLimitMs);
    await eventually("the queue is empty", async () => (await queue.depth()) === 0, workedOffLimitMs);
    const all = backlog + newRecords;
    process.stdout.write(`        ${all} records, ${looks} messages, ${worked.length} times worked\n`);
    // Two messages of one record may be in hand at once; that is rare.
    expect(worked.length, "times worked").to.be.within(all, 1.05 * all);
    expect(looks, "messages").to.be.at.most(2 * all);
  });
});
