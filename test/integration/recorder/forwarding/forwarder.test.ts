/** The forwarder against a server of ours that fails in every way that a Prometheus does. */
import { expect } from "chai";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { eventually } from "../../../support/eventually.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";
import { type Script, startWriteReceiver, type WriteReceiver } from "../../../support/write-receiver.ts";
import {
  acceptPushes,
  bodiesOf,
  endForwarders,
  expectedBodies,
  forwarderTo,
  pushHeaders,
  samplesPerPush,
} from "./pushes.ts";

const IN_TIME_MS = 5_000;

describe("forwarding to a Prometheus", () => {
  const folder = temporaryFolder();
  let receiver: WriteReceiver;

  const started = async (script?: Script) => (receiver = await startWriteReceiver(script));

  afterEach("end what was started", async () => {
    await endForwarders();
    await receiver.stop();
  });

  it("hands on each push unchanged, in order, with the headers that say how to read it", async () => {
    await started();
    const forwarder = forwarderTo(`${receiver.url}/prometheus`, folder());
    forwarder.accept(Buffer.from([0, 255, 128, 10]), { ...pushHeaders, authorization: "Bearer k6's" });
    acceptPushes(forwarder, 0, 50);
    expect(await forwarder.finish(IN_TIME_MS)).to.deep.equal({
      samplesReceived: 51 * samplesPerPush,
      samplesDelivered: 51 * samplesPerPush,
      problem: null,
    });
    const [first, ...rest] = receiver.taken;
    expect(first?.body).to.deep.equal(Buffer.from([0, 255, 128, 10]));
    expect(first?.url).to.equal("/prometheus/api/v1/write");
    expect(first?.headers).to.include(pushHeaders).and.not.to.have.property("authorization");
    expect(bodiesOf(rest)).to.deep.equal(expectedBodies(50));
    expect(readdirSync(folder())).to.deep.equal([]);
  });

  it("hands them on to another place where the address names one, and to no path below it", async () => {
    await started();
    const url = "http://127.0.0.1:1";
    const writeUrl = `${receiver.url}/api/v1/push`;
    const destination = { url, writeUrl, auth: { kind: "none" }, authorities: null } as const;
    const forwarder = forwarderTo(url, folder(), { destination });
    acceptPushes(forwarder, 0, 2);
    await forwarder.finish(IN_TIME_MS);
    expect(receiver.taken.map(({ url }) => url)).to.deep.equal(["/api/v1/push", "/api/v1/push"]);
  });

  it("sends one push at a time", async () => {
    await started();
    const forwarder = forwarderTo(receiver.url, folder());
    acceptPushes(forwarder, 0, 20);
    await forwarder.finish(IN_TIME_MS);
    expect(receiver.taken).to.have.lengthOf(20);
    expect(receiver.mostAtOnce()).to.equal(1);
  });

  it("sends a push again after 5xx, and none twice that arrived", async () => {
    await started((attempt) => ({ status: attempt === 1 || attempt === 2 ? 503 : 204 }));
    const forwarder = forwarderTo(receiver.url, folder());
    acceptPushes(forwarder, 0, 4);
    const { problem, samplesDelivered } = await forwarder.finish(IN_TIME_MS);
    expect(problem).to.equal(null);
    expect(samplesDelivered).to.equal(4 * samplesPerPush);
    expect(bodiesOf(receiver.attempts)).to.deep.equal([
      "push 0",
      "push 1",
      "push 1",
      "push 1",
      "push 2",
      "push 3",
    ]);
  });

  it("waits as long as 429 asks, also when the run is over", async () => {
    await started((attempt) =>
      attempt === 0 ? { status: 429, headers: { "retry-after": "1" } } : { status: 204 },
    );
    const forwarder = forwarderTo(receiver.url, folder());
    acceptPushes(forwarder, 0, 2);
    expect((await forwarder.finish(IN_TIME_MS)).problem).to.equal(null);
    const [refused, again] = receiver.attempts;
    expect((again?.atMs ?? 0) - (refused?.atMs ?? 0)).to.be.at.least(990);
    expect(bodiesOf(receiver.taken)).to.deep.equal(expectedBodies(2));
  });

  it("gives up on a server that does not answer and sends the push again", async () => {
    await started((attempt) => (attempt === 0 ? null : { status: 204 }));
    const forwarder = forwarderTo(receiver.url, folder());
    acceptPushes(forwarder, 0, 2);
    expect((await forwarder.finish(IN_TIME_MS)).problem).to.equal(null);
    expect(bodiesOf(receiver.attempts)).to.deep.equal(["push 0", "push 0", "push 1"]);
  });

  it("gives up a push that is refused, counts it, says the server's words, and goes on", async () => {
    await started((attempt) =>
      attempt === 1 ? { status: 400, body: "out of order sample\n" } : { status: 204 },
    );
    const forwarder = forwarderTo(receiver.url, folder());
    acceptPushes(forwarder, 0, 3);
    expect(await forwarder.finish(IN_TIME_MS)).to.deep.equal({
      samplesReceived: 9,
      samplesDelivered: 6,
      problem: "3 samples in 1 push refused, it answered 400: out of order sample",
    });
    expect(bodiesOf(receiver.taken)).to.deep.equal(["push 0", "push 2"]);
    expect(readdirSync(folder())).to.deep.equal([]);
  });

  it("follows no redirect: credentials would go along", async () => {
    const elsewhere = await startWriteReceiver();
    await started(() => ({
      status: 307,
      headers: { location: `${elsewhere.url}/api/v1/write?token=s3cret` },
    }));
    const forwarder = forwarderTo(receiver.url, folder());
    acceptPushes(forwarder, 0, 1);
    const { problem } = await forwarder.finish(IN_TIME_MS);
    await elsewhere.stop();
    expect(problem)
      .to.contain(`a redirect (307) to ${elsewhere.url}/api/v1/write`)
      .and.not.to.contain("s3cret");
    expect(elsewhere.attempts).to.deep.equal([]);
  });

  it("loses nothing when the server goes away in the middle and comes back", async () => {
    await started();
    const forwarder = forwarderTo(receiver.url, folder());
    acceptPushes(forwarder, 0, 10);
    await eventually("ten pushes arrive", () => receiver.taken.length === 10);
    await receiver.stop();
    acceptPushes(forwarder, 10, 40);
    await eventually("the spool holds what waits", () => existsSync(folder("forwarding.spool")));
    await receiver.restart();
    acceptPushes(forwarder, 40, 45);
    expect(await forwarder.finish(IN_TIME_MS)).to.deep.equal({
      samplesReceived: 45 * samplesPerPush,
      samplesDelivered: 45 * samplesPerPush,
      problem: null,
    });
    expect(bodiesOf(receiver.taken)).to.deep.equal(expectedBodies(45));
    expect(readdirSync(folder())).to.deep.equal([]);
  });

  it("empties the spool as soon as nothing waits, so that a long run leaves no long file", async () => {
    await started();
    const forwarder = forwarderTo(receiver.url, folder());
    acceptPushes(forwarder, 0, 30);
    const spool = folder("forwarding.spool");
    await eventually("the spool is empty", () => readFileSync(spool).length === 0);
    expect(receiver.taken).to.have.lengthOf(30);
    await forwarder.finish(IN_TIME_MS);
  });

  it("says what had to stay behind when the time is up, and leaves it on disk", async () => {
    await started();
    await receiver.stop();
    const forwarder = forwarderTo(receiver.url, folder());
    acceptPushes(forwarder, 0, 5);
    await eventually("the spool holds what waits", () => existsSync(folder("forwarding.spool")));
    expect(await forwarder.finish(100)).to.deep.equal({
      samplesReceived: 15,
      samplesDelivered: 0,
      problem: "15 samples not sent when time was up, last because connection refused",
    });
    expect(readdirSync(folder())).to.deep.equal(["forwarding.spool"]);
  });

  it("breaks an attempt that is under way when the time is up", async () => {
    await started(() => null);
    const forwarder = forwarderTo(receiver.url, folder(), {
      limits: { requestTimeoutMs: 60_000, backoff: { firstMs: 5, longestMs: 5 }, memoryBytes: 1_000 },
    });
    acceptPushes(forwarder, 0, 1);
    await eventually("the attempt is under way", () => receiver.attempts.length === 1);
    const { problem } = await forwarder.finish(50);
    expect(problem).to.equal("3 samples not sent when time was up, last because it had not answered yet");
  });

  it("ends at once when there is nothing to send, and says the same when asked again", async () => {
    await started();
    const forwarder = forwarderTo(receiver.url, folder());
    const delivered = { samplesReceived: 0, samplesDelivered: 0, problem: null };
    expect(await forwarder.finish(IN_TIME_MS)).to.deep.equal(delivered);
    expect(await forwarder.finish(0)).to.deep.equal(delivered);
  });

  it("proves who it is to the server, and writes that nowhere", async () => {
    await started((attempt) => ({ status: attempt === 0 ? 400 : 204, body: "no: Bearer s3cret-token" }));
    const forwarder = forwarderTo(receiver.url, folder(), {
      destination: { url: receiver.url, auth: { kind: "bearer", token: "s3cret-token" }, authorities: null },
    });
    acceptPushes(forwarder, 0, 1);
    await eventually("an attempt is made", () => receiver.attempts.length === 1);
    await receiver.stop();
    acceptPushes(forwarder, 1, 2);
    const { problem } = await forwarder.finish(50);
    expect(receiver.attempts[0]?.headers.authorization).to.equal("Bearer s3cret-token");
    expect(problem).to.contain("400: no: Bearer ***").and.not.to.contain("s3cret");
    expect(readFileSync(folder("forwarding.spool"), "latin1")).not.to.contain("s3cret");
  });

  it("counts a push that nobody can read, and goes on", async () => {
    await started();
    const forwarder = forwarderTo(receiver.url, folder(), {
      rewrite: (body) => {
        if (body.equals(Buffer.from("push 1"))) throw new Error("not a push");
        return Buffer.concat([body, Buffer.from("!")]);
      },
    });
    acceptPushes(forwarder, 0, 3);
    expect((await forwarder.finish(IN_TIME_MS)).problem).to.equal("1 push not readable");
    expect(bodiesOf(receiver.taken)).to.deep.equal(["push 0!", "push 2!"]);
  });
});
