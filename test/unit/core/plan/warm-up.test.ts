import { expect } from "chai";
import { afterWarmup } from "../../../../lib/core/plan/warm-up.ts";
import { anExecutor } from "../given.ts";

describe("afterWarmup", () => {
  it("sends the same for a while in a phase that is not judged, then falls silent for a second", () => {
    const [warmup, main] = afterWarmup([anExecutor()], 5);
    expect(warmup).to.deep.equal({
      ...anExecutor(),
      name: "steady_warmup",
      phase: "warmup",
      shape: { ...anExecutor().shape, durationSeconds: 5 },
      gracefulStopSeconds: 1,
    });
    expect(main).to.deep.equal({ ...anExecutor(), startSeconds: 6 });
  });

  it("ends before the judged part begins, so that k6 uses the same VUs for both", () => {
    const [warmup, main] = afterWarmup([anExecutor()], 5);
    const ends = warmup!.startSeconds + warmup!.shape.durationSeconds + warmup!.gracefulStopSeconds;
    expect(main!.startSeconds).to.equal(ends);
  });

  it("changes nothing when no warm-up is wanted", () => {
    expect(afterWarmup([anExecutor()], 0)).to.deep.equal([anExecutor()]);
  });

  it("warms up only what the judged part begins with, and moves all of it", () => {
    const later = anExecutor({ name: "later", startSeconds: 10 });
    const names = afterWarmup([anExecutor(), later], 5).map(({ name, startSeconds }) => [name, startSeconds]);
    expect(names).to.deep.equal([
      ["steady_warmup", 0],
      ["steady", 6],
      ["later", 16],
    ]);
  });
});
