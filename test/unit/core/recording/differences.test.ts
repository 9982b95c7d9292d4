import { expect } from "chai";
import { submetrics } from "../../../../lib/core/record/submetrics.ts";
import { differences, differenceText, mayBeUnpushed } from "../../../../lib/core/recording/differences.ts";
import { aPlan } from "../../k6/given.ts";

const plan = aPlan();
const all100 = { count: () => 100 };
const with99 = (metric: string) => ({ count: (name: string) => (name === metric ? 99 : 100) });

describe("differences", () => {
  it("are none where every figure is the same", () => {
    expect(differences(all100, all100, plan)).to.deep.equal([]);
  });

  for (const metric of [
    submetrics.requests("items_list", "main"),
    submetrics.requests("items_list", "warmup"),
    submetrics.bodiesChecked("items_list", "main"),
    submetrics.bodiesWrong("items_list", "main"),
    submetrics.bad("items_list-errors", "main"),
    submetrics.bad("items_list-latency", "main"),
    submetrics.completed("steady"),
    submetrics.dropped("warm"),
    "script_errors",
  ]) {
    it(`tell of a single one that is missing from ${metric}, with both figures`, () => {
      const found = differences(with99(metric), all100, plan);
      expect(found.map(differenceText)).to.deep.equal([`99 of 100 ${metric}`]);
    });
  }

  it("ask for no figure of a phase that is not judged, which k6 does not keep", () => {
    const judgedOnly = {
      count: (name: string) => {
        if (name === submetrics.bad("items_list-errors", "warmup")) throw new Error("k6 has none");
        return 1;
      },
    };
    expect(differences(judgedOnly, judgedOnly, plan)).to.deep.equal([]);
  });
});

describe("mayBeUnpushed", () => {
  const missing = (metric: string, recorded: number) => {
    const [found] = differences({ count: (name) => (name === metric ? recorded : 100) }, all100, plan);
    if (found === undefined) throw new Error(`${metric} differs`);
    return mayBeUnpushed(found);
  };
  const [warm, steady] = plan.executors.map(({ maxVUs }) => maxVUs);

  it("is as much as the virtual users of its executor can end at once, and no more", () => {
    expect(missing(submetrics.completed("steady"), 100 - (steady ?? 0))).to.equal(true);
    expect(missing(submetrics.completed("steady"), 99 - (steady ?? 0))).to.equal(false);
  });

  it("is counted by the executors that send to the endpoint in the phase", () => {
    expect(missing(submetrics.requests("items_list", "warmup"), 100 - (warm ?? 0))).to.equal(true);
    expect(missing(submetrics.requests("items_list", "warmup"), 99 - (warm ?? 0))).to.equal(false);
  });

  it("is never more than k6 counted, and nothing of what no virtual user counts", () => {
    expect(missing(submetrics.completed("steady"), 101)).to.equal(false);
    expect(missing(submetrics.dropped("steady"), 99)).to.equal(false);
  });
});
