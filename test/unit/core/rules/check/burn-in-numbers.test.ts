import { expect } from "chai";
import { burnInNumbers, rulesNotes } from "../../../../../lib/core/rules/check/burn-in-numbers.ts";
import { anObjective } from "../../given.ts";

describe("a burn alert in numbers", () => {
  it("says how many failures each window takes at the expected traffic", () => {
    const objective = anObjective({ goal: 0.999, expectedRequestsPerSecond: 10 });
    const figures = burnInNumbers(objective).map(({ alert, requests, failures, outageSeconds }) => [
      alert.long,
      requests,
      failures,
      outageSeconds,
    ]);
    // 1h: 36,000 requests x 0.0144 = 518.4, so the 519th failure; at 10/s an outage has it after 51.9 s
    expect(figures).to.deep.equal([
      ["1h", 36_000, 519, 51.9],
      ["6h", 216_000, 1297, 129.7],
      ["1d", 864_000, 2593, 259.3],
      ["3d", 2_592_000, 2593, 259.3],
    ]);
  });

  it("needs one failure more where the threshold is a whole number, which must be exceeded", () => {
    const [hour] = burnInNumbers(anObjective({ goal: 0.999, expectedRequestsPerSecond: 1250 / 3.6 / 36 }));
    // 34,722.2 requests... x 0.0144 = 500
    expect(hour?.tripsThreshold).to.equal(501);
  });

  it("says nothing where no traffic is expected", () => {
    expect(burnInNumbers(anObjective())).to.deep.equal([]);
    expect(rulesNotes([anObjective()])).to.deep.equal([]);
  });

  it("notes where a single failure would be a large share, and the guard decides", () => {
    // 20 requests an hour, one of which is more than 1.44 %
    const notes = rulesNotes([anObjective({ goal: 0.999, expectedRequestsPerSecond: 20 / 3600 })]);
    expect(notes[0]).to.match(
      /^objective items_list-errors: at the expected traffic 1h hold 20 requests, of which 1 failure trips/,
    );
  });

  it("notes an alert that cannot fire, with the reason", () => {
    expect(rulesNotes([anObjective({ goal: 0.9 })])).to.deep.equal([
      "objective items_list-errors: no alert over 1h: its burn factor times the budget must be below 1, " +
        "got 14.4 x 0.1 = 1.44, which no share of bad events exceeds; a goal nearer to 1 has it",
    ]);
  });
});
