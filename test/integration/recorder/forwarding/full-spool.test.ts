/** A spool on a disk that is really full, where this machine lets us mount a small one. */
import { expect } from "chai";
import { readdirSync, rmSync, statSync } from "node:fs";
import { eventually } from "../../../support/eventually.ts";
import { skipBecause } from "../../../support/skip.ts";
import { fillDisk, mountSmallDisk, unmountDisk } from "../../../support/small-disk.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";
import { startWriteReceiver, type WriteReceiver } from "../../../support/write-receiver.ts";
import { endForwarders, forwarderTo, pushHeaders } from "./pushes.ts";

const IN_TIME_MS = 5_000;
/** Two pages of the file system: none fits into what is left of the last one. */
const BODY_BYTES = 8_192;
const backoff = { firstMs: 5, longestMs: 20 };

/** Its hook removes the folder after the one that unmounts what is in it. */
const folder = temporaryFolder();

describe("forwarding on a full disk", () => {
  let disk: string | null = null;
  let receiver: WriteReceiver;

  beforeEach("mount a small file system", async function () {
    receiver = await startWriteReceiver();
    await receiver.stop();
    disk = mountSmallDisk(folder("disk"));
    if (disk === null) skipBecause(this, "mounting a tmpfs needs root on Linux");
  });

  afterEach("unmount it", async () => {
    await endForwarders();
    await receiver.stop();
    if (disk !== null) unmountDisk(disk);
    disk = null;
  });

  const body = (index: number) => Buffer.alloc(BODY_BYTES, index);
  const numbers = () => receiver.taken.map((push) => push.body[0]);

  it("keeps in memory, in order, what the disk has no room for, and loses nothing", async () => {
    const forwarder = forwarderTo(receiver.url, folder("disk"));
    for (const index of [0, 1]) forwarder.accept(body(index), pushHeaders);
    fillDisk(folder("disk"));
    for (const index of [2, 3, 4]) forwarder.accept(body(index), pushHeaders);
    rmSync(folder("disk", "ballast"));
    forwarder.accept(body(5), pushHeaders);
    await receiver.restart();
    expect(await forwarder.finish(IN_TIME_MS)).to.deep.equal({
      samplesReceived: 18,
      samplesDelivered: 18,
      problem: null,
    });
    expect(numbers()).to.deep.equal([0, 1, 2, 3, 4, 5]);
    expect(readdirSync(folder("disk"))).to.deep.equal([]);
  });

  it("lets the oldest go when memory is full too, and says how many samples and why", async () => {
    const forwarder = forwarderTo(receiver.url, folder("disk"), {
      limits: { requestTimeoutMs: 200, backoff, memoryBytes: 2 * BODY_BYTES },
    });
    forwarder.accept(body(0), pushHeaders);
    await eventually("the first is being tried", () => statSync(folder("disk", "forwarding.spool")).size > 0);
    fillDisk(folder("disk"));
    for (const index of [1, 2, 3, 4]) forwarder.accept(body(index), pushHeaders);
    await receiver.restart();
    const { problem, ...counts } = await forwarder.finish(IN_TIME_MS);
    expect(counts).to.deep.equal({ samplesReceived: 15, samplesDelivered: 9 });
    expect(problem).to.match(/^6 samples lost here: the disk \(ENOSPC.*\), then memory had no room$/);
    expect(numbers()).to.deep.equal([0, 3, 4]);
  });

  it("goes back to the disk once it has room and memory is empty", async () => {
    const forwarder = forwarderTo(receiver.url, folder("disk"));
    fillDisk(folder("disk"));
    forwarder.accept(body(0), pushHeaders);
    await receiver.restart();
    await eventually("the push in memory arrives", () => receiver.taken.length === 1);
    rmSync(folder("disk", "ballast"));
    await receiver.stop();
    forwarder.accept(body(1), pushHeaders);
    expect(statSync(folder("disk", "forwarding.spool")).size).to.be.above(BODY_BYTES);
    await receiver.restart();
    expect((await forwarder.finish(IN_TIME_MS)).problem).to.equal(null);
    expect(numbers()).to.deep.equal([0, 1]);
  });
});
