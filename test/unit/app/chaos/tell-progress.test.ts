import { expect } from "chai";
import { scheduleSeconds, tellProgress } from "../../../../lib/app/chaos/tell-progress.ts";
import type { PlannedExperiment } from "../../../../lib/core/experiment/experiment.ts";
import { fakeClock, plannedExperiment, START_MS } from "./fakes.ts";

describe("what a person reads while experiments go on", () => {
  async function told(experiments: readonly PlannedExperiment[], endAtSecond = Infinity): Promise<string[]> {
    const clock = fakeClock();
    const lines: string[] = [];
    const over = new AbortController();
    if (Number.isFinite(endAtSecond)) clock.at(endAtSecond, () => over.abort());
    const say = (line: string) => lines.push(`${(clock.nowMs() - START_MS) / 1000} ${line}`);
    await tellProgress(experiments, START_MS, { clock, say }, over.signal);
    return lines;
  }

  it("is each phase as it begins, how long it lasts and how long all still takes", async () => {
    expect(
      await told([plannedExperiment("kill-service", 2), plannedExperiment("pause", 1, 70)]),
    ).to.deep.equal([
      "0 kill-service: baseline, 10 s; 1 min 50 s to go",
      "10 kill-service: fault 1 of 2, 10 s; 1 min 40 s to go",
      "20 kill-service: recovery 1 of 2, 20 s; 1 min 30 s to go",
      "40 kill-service: fault 2 of 2, 10 s; 1 min 10 s to go",
      "50 kill-service: recovery 2 of 2, 20 s; 1 min to go",
      "70 pause: baseline, 10 s; 40 s to go",
      "80 pause: fault, 10 s; 30 s to go",
      "90 pause: recovery, 20 s; 20 s to go",
    ]);
  });

  it("is a word each minute of a phase that lasts longer", async () => {
    const planned = plannedExperiment("pause", 1);
    const phase = { phase: "soak", role: "fault", repetition: 1, startSeconds: 10, endSeconds: 150 } as const;
    expect(await told([{ ...planned, phases: [phase] }])).to.deep.equal([
      "10 pause: fault, 2 min 20 s; 2 min 20 s to go",
      "70 pause: fault, 1 min 20 s more; 1 min 20 s to go",
      "130 pause: fault, 20 s more; 20 s to go",
    ]);
  });

  it("ends with what it tells of", async () => {
    expect(await told([plannedExperiment("pause", 1)], 15)).to.have.length(2);
  });
});

describe("the length of a schedule", () => {
  it("is the end of its last phase, counted from the first request", () => {
    expect(scheduleSeconds([plannedExperiment("a", 2), plannedExperiment("b", 1, 70)])).to.equal(110);
    expect(scheduleSeconds([])).to.equal(0);
  });
});
