import { expect } from "chai";
import type { Delivery } from "../../../../lib/core/record/delivery.ts";
import { deliverySentence } from "../../../../lib/core/report/sentences.ts";

const all: Delivery = {
  url: "http://p:9090",
  samplesReceived: 1_204,
  samplesDelivered: 1_204,
  requestsSent: 30_000,
  requestsConfirmed: 30_000,
  unconfirmedBecause: null,
  problem: null,
};

describe("the sentence of a delivery", () => {
  for (const [what, varied, expected] of [
    [
      "everything arrived",
      {},
      "1,204 of 1,204 samples delivered; by its own count it has all 30,000 requests of the run.",
    ],
    [
      "one request is missing there",
      { requestsConfirmed: 29_999 },
      "1,204 of 1,204 samples delivered; by its own count it has 29,999 of the run's 30,000 requests.",
    ],
    [
      "k6's own total is not known",
      { requestsSent: null, requestsConfirmed: 1 },
      "1,204 of 1,204 samples delivered; by its own count it has 1 request of the run.",
    ],
    [
      "nothing arrived",
      {
        samplesDelivered: 0,
        requestsConfirmed: null,
        unconfirmedBecause: "it took no sample",
        problem: "1,204 samples not sent when time was up",
      },
      "0 of 1,204 samples delivered (1,204 samples not sent when time was up); " +
        "it could not be asked what it has of the run (it took no sample).",
    ],
  ] as const satisfies readonly (readonly [string, Partial<Delivery>, string])[]) {
    it(`tells that ${what}`, () => {
      expect(deliverySentence({ ...all, ...varied })).to.equal(`Prometheus at http://p:9090: ${expected}`);
    });
  }
});
