import { expect } from "chai";
import { createTraceparents } from "../../../lib/k6/traceparent.ts";

describe("createTraceparents", () => {
  it("gives headers as W3C Trace Context wants them, with neither id all zeros", () => {
    const next = createTraceparents("run", 1);
    for (const header of Array.from({ length: 100 }, next)) {
      expect(header).to.match(/^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-01$/);
    }
  });

  it("gives each request a trace of its own, over virtual users and runs", () => {
    const makers = [
      createTraceparents("run", 1),
      createTraceparents("run", 2),
      createTraceparents("other", 1),
    ];
    const traces = makers.flatMap((next) => Array.from({ length: 1000 }, () => next().slice(3, 35)));
    expect(new Set(traces).size).to.equal(traces.length);
  });
});
