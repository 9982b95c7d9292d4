import { EventEmitter, once } from "node:events";
import { expect } from "chai";
import { keepMonitored, type MonitoredClient } from "../../../../services/mongo/keep-monitored.ts";

/** A client that fails to connect so many times. */
class FakeClient extends EventEmitter {
  readonly calls: string[] = [];
  failures = 0;
  async close() {
    this.calls.push("close");
    this.emit("topologyClosed");
  }
  async connect() {
    this.calls.push("connect");
    const failed = this.failures-- > 0;
    this.emit(failed ? "refused" : "connected");
    if (failed) throw new Error("away");
  }
}

const logger = { warn: () => undefined };
/** Next to no time: what is waited for is an event, never the time. */
const soon = { silentMs: 1, retryMs: 1, logger };

function monitored(client: FakeClient, options = soon) {
  return keepMonitored(client as unknown as MonitoredClient, options);
}

describe("a client whose heartbeat", () => {
  it("is silent is closed and connected anew", async () => {
    const client = new FakeClient();
    const stop = monitored(client);
    client.emit("serverHeartbeatStarted");
    await once(client, "connected");
    expect(client.calls).to.deep.equal(["close", "connect"]);
    stop();
  });

  it("is silent is connected anew until it succeeds", async () => {
    const client = new FakeClient();
    client.failures = 2;
    const stop = monitored(client);
    client.emit("serverHeartbeatStarted");
    await once(client, "connected");
    expect(client.calls).to.deep.equal(["close", "connect", "close", "connect", "close", "connect"]);
    stop();
  });

  for (const event of ["serverHeartbeatStarted", "serverHeartbeatSucceeded", "serverHeartbeatFailed"]) {
    it(`is heard last (${event}) is connected anew: each is followed by another`, async () => {
      const client = new FakeClient();
      const stop = monitored(client);
      client.emit(event);
      await once(client, "connected");
      stop();
    });
  }

  it("ended because it was closed is left alone", async () => {
    const client = new FakeClient();
    const stop = monitored(client);
    client.emit("serverHeartbeatStarted");
    client.emit("topologyClosed");
    // Another one, started later and silent, is noticed: so would this one have been.
    const other = new FakeClient();
    const stopOther = monitored(other);
    other.emit("serverHeartbeatStarted");
    await once(other, "connected");
    expect(client.calls).to.deep.equal([]);
    stop();
    stopOther();
  });

  it("is silent when it is no longer wanted is left alone", async () => {
    const client = new FakeClient();
    monitored(client)();
    client.emit("serverHeartbeatStarted");
    const other = new FakeClient();
    const stopOther = monitored(other);
    other.emit("serverHeartbeatStarted");
    await once(other, "connected");
    expect(client.calls).to.deep.equal([]);
    stopOther();
  });
});
