import { expect } from "chai";
import { countedRun, type CountSource } from "../../../../lib/core/recording/counted-run.ts";
import { submetrics } from "../../../../lib/core/record/submetrics.ts";
import { anExecutor } from "../given.ts";
import { aPlan } from "../../k6/given.ts";

/** 1,000 iterations of one request each, worked off in 4 s of the 60 s that they may take. */
const closed = aPlan({
  executors: [anExecutor({ shape: { kind: "shared-iterations", iterations: 1000, durationSeconds: 60 } })],
});

function source(varied: Partial<CountSource> = {}, completed = 1000): CountSource {
  const counts: Record<string, number> = {
    [submetrics.requests("items_list", "main")]: 1000,
    [submetrics.completed("steady")]: completed,
  };
  return {
    runSeconds: 60,
    activeSeconds: () => 4,
    count: (metric) => counts[metric] ?? 0,
    latencySeconds: () => null,
    ...varied,
  };
}

const trafficOf = (...input: Parameters<typeof countedRun>) => countedRun(...input).traffic[0];

describe("the rates of what was counted", () => {
  it("are over the planned length for arrivals at a rate", () => {
    // 100/s for 10 s
    const open = aPlan({ executors: [anExecutor()] });
    expect(trafficOf(source(), open)).to.include({ offeredPerSecond: 100, achievedPerSecond: 100 });
  });

  it("are over the time in which there were answers for a closed model, which offers no rate", () => {
    expect(trafficOf(source(), closed)).to.include({ offeredPerSecond: null, achievedPerSecond: 250 });
  });

  it("are over the longest time that it may take where nobody watched it", () => {
    const unwatched = source({ activeSeconds: () => null });
    expect(trafficOf(unwatched, closed)?.achievedPerSecond).to.be.closeTo(1000 / 60, 1e-9);
  });

  it("offer no less than was achieved where iterations were cut short", () => {
    const open = aPlan({ executors: [anExecutor()] });
    expect(trafficOf(source({}, 900), open)).to.include({ dropped: 0, offeredPerSecond: 100 });
  });
});
