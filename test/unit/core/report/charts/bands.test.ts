import { expect } from "chai";
import { bandsOf } from "../../../../../lib/core/report/charts/bands.ts";
import { aFaultRecord, anExperimentResult } from "../../chaos/given.ts";
import { anExecutor, aRecord } from "../../given.ts";
import { anEvent, endpointStep, groundOf, START_SECONDS } from "../given-steps.ts";

const at = (second: number) => START_SECONDS + second;
const until = (second: number) => [endpointStep(second - 1)];

describe("bandsOf", () => {
  it("are the phases as they were written down, the warm-up as one of its own kind", () => {
    const events = [
      anEvent(0, { name: "warmup" }),
      anEvent(5, { name: "warmup", edge: "end" }),
      anEvent(5, { name: "main" }),
      anEvent(20, { name: "main", edge: "end" }),
    ];
    expect(bandsOf(groundOf({ events, steps: until(20) }))).to.deep.equal([
      { label: "warmup", kind: "warmup", from: at(0), to: at(5) },
      { label: "main", kind: "phase", from: at(5), to: at(20) },
    ]);
  });

  it("let a phase or a fault without an end last to the end of what was recorded", () => {
    const events = [anEvent(2, { name: "main" }), anEvent(4, { name: "kill mongo", kind: "fault" })];
    expect(bandsOf(groundOf({ events, steps: until(9) }))).to.deep.equal([
      { label: "main", kind: "phase", from: at(2), to: at(9) },
      { label: "kill mongo", kind: "event", from: at(4), to: at(9) },
    ]);
  });

  it("mark a moment as one, and leave out leases and the run itself", () => {
    const events = [
      anEvent(0, { name: "main" }),
      anEvent(3, { kind: "note", edge: "at", name: "pool full" }),
      anEvent(3, { kind: "lease", edge: "at", name: "renewed" }),
      anEvent(3, { kind: "run", edge: "at", name: "started" }),
    ];
    const bands = bandsOf(groundOf({ events, steps: until(9) }));
    expect(bands.slice(1)).to.deep.equal([{ label: "pool full", kind: "event", from: at(3), to: at(3) }]);
  });

  it("go by the plan where no phase was written down, as far as the run came", () => {
    const plan = {
      ...aRecord().plan,
      executors: [
        anExecutor({ name: "w", phase: "warmup", startSeconds: 0 }),
        anExecutor({ name: "a", phase: "main", startSeconds: 10 }),
        anExecutor({ name: "b", phase: "never", startSeconds: 60 }),
      ],
    };
    // Each executor lasts 10 s; the run ended in second 15.
    expect(bandsOf(groundOf({ steps: until(15) }, aRecord({ plan })))).to.deep.equal([
      { label: "warmup", kind: "warmup", from: at(0), to: at(10) },
      { label: "main", kind: "phase", from: at(10), to: at(15) },
    ]);
  });

  it("tell apart two phases of the same name", () => {
    const events = [
      anEvent(0, { name: "calm" }),
      anEvent(2, { name: "calm", edge: "end" }),
      anEvent(4, { name: "calm" }),
      anEvent(6, { name: "calm", edge: "end" }),
    ];
    expect(bandsOf(groundOf({ events, steps: until(9) })).map(({ from, to }) => [from, to])).to.deep.equal([
      [at(0), at(2)],
      [at(4), at(6)],
    ]);
  });

  it("shade the faults of the record where none was written down, one without an undo to the end", () => {
    const faultAt = (from: number, to: number | null) =>
      aFaultRecord({ injectedAtMs: at(from) * 1000, undoneAtMs: to === null ? null : at(to) * 1000 });
    const faults = [faultAt(2, 4), faultAt(6, null), aFaultRecord({ injectedAtMs: null })];
    const record = aRecord({ experiments: [anExperimentResult({ faults })] });
    const main = [anEvent(0, { name: "main" })];
    const shaded = (events: Parameters<typeof groundOf>[0]["events"] = main) =>
      bandsOf(groundOf({ events, steps: until(9) }, record)).filter(({ kind }) => kind === "event");
    expect(shaded()).to.deep.equal([
      { label: "kill-shop", kind: "event", from: at(2), to: at(4) },
      { label: "kill-shop", kind: "event", from: at(6), to: at(9) },
    ]);
    // Those that were written down are not drawn twice.
    expect(shaded([...main, anEvent(3, { name: "kill", kind: "fault" })])).to.have.lengthOf(1);
  });
});
