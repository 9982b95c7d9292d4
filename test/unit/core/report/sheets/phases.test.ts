import { expect } from "chai";
import { phaseSheet } from "../../../../../lib/core/report/sheets/phases.ts";
import { anExperimentResult, resultIn } from "../../chaos/given.ts";
import { someTraffic } from "../../given.ts";
import { told } from "./told.ts";

describe("phaseSheet", () => {
  const experiments = [anExperimentResult()];
  const [baseline, fault] = anExperimentResult().phases.map(({ phase }) => phase);

  it("adds up what was sent in each phase, and counts its objectives by what became of them", () => {
    const traffic = [
      someTraffic({ phase: baseline!, requests: 1_000, dropped: 2 }),
      someTraffic({ phase: baseline!, endpoint: "items_buy", requests: 200, dropped: 1 }),
      someTraffic({ phase: "warmup" }),
    ];
    const results = [
      ...[resultIn("baseline"), resultIn("baseline"), resultIn("baseline", { outcome: "undecided" })],
      ...[
        resultIn("fault"),
        resultIn("fault", { outcome: "undecided" }),
        resultIn("fault", { outcome: "missed" }),
      ],
    ];
    const sheet = phaseSheet({ experiments, traffic, results });
    const { startSeconds = 0, endSeconds = 0 } = anExperimentResult().phases[0] ?? {};
    expect(told(sheet)[0]).to.deep.equal({
      phase: baseline,
      lasts: `${endSeconds - startSeconds} s`,
      endpoints: "2",
      requests: "1,200",
      dropped: "3",
      objectives: "2 met, 1 undecided",
    });
    expect(told(sheet)[1]).to.include({ phase: fault, objectives: "1 met, 1 missed, 1 undecided" });
    expect(told(sheet)[2]).to.include({ requests: "0", objectives: "none" });
    const meanings = sheet.rows
      .map((row) => row.at(-1))
      .map((cell) => (cell as { meaning?: string }).meaning);
    expect(meanings).to.deep.equal(["undecided", "missed", undefined]);
  });

  it("has no row for a run without experiments", () => {
    expect(phaseSheet({ experiments: [], traffic: [someTraffic()], results: [] }).rows).to.deep.equal([]);
  });
});
