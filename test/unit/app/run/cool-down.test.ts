/** Is there a cool-down, and for how long? */
import { expect } from "chai";
import { coolDown, coolDownMs } from "../../../../lib/app/run/cool-down.ts";
import type { TrendOutcome, TrendResult } from "../../../../lib/core/record/trend.ts";

const MINUTE_MS = 60_000;

function trend(outcome: TrendOutcome): TrendResult {
  const figures = { samples: 100, slopePerHour: 1, pValue: 0.001, hoursToLimit: null };
  return { subject: "api", quantity: "residentBytes", outcome, text: "", ...figures };
}

/** Its waiting is over before it begins. */
function asked(outcomes: readonly TrendOutcome[], loadMs: number, signal: AbortSignal) {
  const said: string[] = [];
  const startedAt = new Date(0);
  const endedAt = new Date(loadMs);
  const trends = outcomes.map(trend);
  const answer = coolDown({ trends, startedAt, endedAt, say: (line) => void said.push(line), signal });
  return { answer, said };
}

describe("coolDownMs", () => {
  it("is a twentieth of the load, and two minutes at most", () => {
    expect(coolDownMs(10 * MINUTE_MS)).to.equal(30_000);
    expect(coolDownMs(40 * MINUTE_MS)).to.equal(120_000);
    expect(coolDownMs(480 * MINUTE_MS)).to.equal(120_000);
  });

  it("is none where it would be shorter than ten seconds", () => {
    expect(coolDownMs(200_000)).to.equal(10_000);
    expect(coolDownMs(199_999)).to.equal(0);
  });
});

describe("coolDown", () => {
  it("is there where something grew, is said, and is cut short by a person", async () => {
    for (const outcome of ["leak", "inconclusive"] as const) {
      const person = new AbortController();
      const { answer, said } = asked(["stable", outcome], 10 * MINUTE_MS, person.signal);
      person.abort();
      expect(await answer).to.equal(true);
      expect(said).to.deep.equal(["api: grew; looking for 30 s whether it comes back without load"]);
    }
  });

  it("is not there where nothing grew, after a short soak, or when a person has ended the run", async () => {
    const open = new AbortController().signal;
    expect(await asked(["stable", "levelled"], 10 * MINUTE_MS, open).answer).to.equal(false);
    expect(await asked(["leak"], MINUTE_MS, open).answer).to.equal(false);
    expect(await asked(["leak"], 10 * MINUTE_MS, AbortSignal.abort()).answer).to.equal(false);
  });
});
