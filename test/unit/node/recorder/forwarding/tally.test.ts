import { expect } from "chai";
import { keptHeaders } from "../../../../../lib/node/recorder/forwarding/push.ts";
import { deliveryProblem, newTally } from "../../../../../lib/node/recorder/forwarding/tally.ts";

const nothingLeft = { lostSamples: 0, lostBecause: null, waitingSamples: 0, waitingBecause: null };

describe("why not all samples arrived", () => {
  it("is nothing when all did, even if the disk was full meanwhile", () => {
    const tally = { ...newTally(), samplesReceived: 10, samplesDelivered: 10 };
    expect(deliveryProblem(tally, nothingLeft)).to.equal(null);
    expect(deliveryProblem(tally, { ...nothingLeft, lostBecause: "ENOSPC" })).to.equal(null);
  });

  it("names each cause with its count", () => {
    const tally = {
      ...newTally(),
      refusedPushes: 1,
      refusedSamples: 16,
      refusedBecause: "it answered 400: out of order sample",
      unreadablePushes: 2,
    };
    const leftover = {
      lostSamples: 1,
      lostBecause: "ENOSPC",
      waitingSamples: 32,
      waitingBecause: "connection refused",
    };
    expect(deliveryProblem(tally, leftover)).to.equal(
      "16 samples in 1 push refused, it answered 400: out of order sample; " +
        "1 sample lost here: the disk (ENOSPC), then memory had no room; " +
        "32 samples not sent when time was up, last because connection refused; " +
        "2 pushes not readable",
    );
  });
});

describe("the headers of a push", () => {
  it("are those that say how its body is packed, and no others", () => {
    const headers = {
      "content-encoding": "snappy",
      "content-type": "application/x-protobuf",
      "x-prometheus-remote-write-version": "0.1.0",
      authorization: "Bearer secret",
      "content-length": "1024",
      host: "127.0.0.1",
    };
    expect(keptHeaders(headers)).to.deep.equal({
      "content-encoding": "snappy",
      "content-type": "application/x-protobuf",
      "x-prometheus-remote-write-version": "0.1.0",
    });
  });
});
