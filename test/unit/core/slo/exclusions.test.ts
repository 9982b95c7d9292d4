import { expect } from "chai";
import { excludedSpans, isExcluded, untimedExclusions } from "../../../../lib/core/slo/exclusions.ts";
import { perCalendarMonth } from "../../../../lib/core/objective/production.ts";

const objective = { service: "shop", sla: perCalendarMonth(0.99, ["maintenance", "force majeure"]) };
const month = { startSeconds: 1000, endSeconds: 9000 };
const during = (startSeconds: number, endSeconds: number, services: readonly string[] | null = null) => ({
  ...{ exclusion: "maintenance", startSeconds, endSeconds, services },
});

describe("the times that an SLA excludes", () => {
  it("are merged, in order, and those within the month alone", () => {
    const times = [
      during(8500, 9999),
      during(3000, 4000),
      during(3500, 4500),
      during(0, 1200),
      during(0, 900),
    ];
    expect(excludedSpans(objective, times, month)).to.deep.equal([
      { startSeconds: 1000, endSeconds: 1200 },
      { startSeconds: 3000, endSeconds: 4500 },
      { startSeconds: 8500, endSeconds: 9000 },
    ]);
  });

  it("are those of its own words and its own service", () => {
    const other = { ...during(3000, 4000), exclusion: "weather" };
    expect(excludedSpans(objective, [during(3000, 4000, ["other"]), other], month)).to.deep.equal([]);
    expect(excludedSpans(objective, [during(3000, 4000, ["shop", "other"])], month)).to.have.length(1);
    expect(excludedSpans({ service: "shop" }, [during(3000, 4000)], month)).to.deep.equal([]);
  });

  it("are missing of what nobody said when it was this month", () => {
    const words = ["maintenance", "force majeure"];
    expect(untimedExclusions(objective, [during(0, 900)], month)).to.deep.equal(words);
    expect(untimedExclusions(objective, [during(0, 1100)], month)).to.deep.equal(["force majeure"]);
    expect(untimedExclusions(objective, [during(0, 1100, ["other"])], month)).to.deep.equal(words);
  });

  it("take out the steps that lie wholly within them", () => {
    const grid = { startSeconds: 1000, stepSeconds: 100, steps: 10 };
    const spans = [{ startSeconds: 1150, endSeconds: 1400 }];
    const out = [0, 1, 2, 3, 4].filter((step) => isExcluded(grid, step, spans));
    expect(out).to.deep.equal([2, 3]);
  });
});
