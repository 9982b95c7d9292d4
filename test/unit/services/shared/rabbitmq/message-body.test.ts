import { expect } from "chai";
import { decodeMessage, encodeMessage } from "../../../../../services/shared/rabbitmq/message-body.ts";

describe("a message as bytes", () => {
  it("comes back as it was", () => {
    const message = { id: "000000000000000000000001", carried: { "x-request-id": "run-1:7" } };
    expect(decodeMessage(encodeMessage(message))).to.deep.equal(message);
  });

  for (const [what, body] of [
    ["nothing", ""],
    ["no JSON", "{"],
    ["a text", '"id"'],
    ["no id", '{"carried":{}}'],
    ["an empty id", '{"id":"","carried":{}}'],
    ["an id that is a number", '{"id":1,"carried":{}}'],
    ["nothing carried", '{"id":"1"}'],
    ["something carried that is no text", '{"id":"1","carried":{"a":1}}'],
    ["an id without end", JSON.stringify({ id: "x".repeat(1_025), carried: {} })],
  ] as const) {
    it(`is none where there is ${what}`, () => {
      expect(decodeMessage(Buffer.from(body))).to.equal(null);
    });
  }
});
