import { expect } from "chai";
import type { Experiment } from "../../../../lib/core/experiment/experiment.ts";
import type { ProbeRow } from "../../../../lib/core/experiment/probe.ts";
import { directedFault } from "../../../../lib/app/chaos/directed-fault.ts";
import type { Ending } from "../../../../lib/app/chaos/ending.ts";
import { watchFault, type WatchSources } from "../../../../lib/app/chaos/watch-fault.ts";
import { fakeClock, plannedExperiment, START_MS } from "./fakes.ts";
import { faultOf } from "./given.ts";

describe("what is watched while a fault may be there", () => {
  function watching(changed: Partial<WatchSources>, experiment: Partial<Experiment> = {}) {
    const clock = fakeClock();
    const planned = plannedExperiment("kill-service", 1);
    const over = new AbortController();
    const endings: Ending[] = [];
    const notes: string[] = [];
    const sources: WatchSources = {
      clock,
      killSwitch: () => Promise.resolve(null),
      query: null,
      fires: null,
      note: (text) => void notes.push(text),
      ...changed,
    };
    const end = (ending: Ending) => {
      endings.push(ending);
      over.abort();
    };
    const varied = { ...planned, experiment: { ...planned.experiment, ...experiment } };
    return { clock, over, endings, notes, watch: watchFault(varied, sources, over.signal, end) };
  }

  const stopWhen = {
    windowSeconds: 10,
    failedShareAbove: 0.5,
    prometheus: { query: "burn", above: 2 },
  };
  const second = (atMs: number) => (atMs - START_MS) / 1000;

  it("is the kill switch, each second", async () => {
    let looks = 0;
    const killSwitch = () => Promise.resolve({ isSet: ++looks === 3, why: "/off exists" });
    const { clock, endings, watch } = watching({ killSwitch });
    await watch.over();
    expect(endings).to.deep.equal([{ kind: "killSwitch", text: "the kill switch was set: /off exists" }]);
    expect(second(clock.nowMs())).to.be.within(2, 3);
  });

  it("is a question to Prometheus, whose answer must not be above the limit", async () => {
    const values = [null, 2, 2.5];
    const query = () => Promise.resolve(values.shift() ?? null);
    const { endings, watch } = watching({ query }, { stopWhen });
    await watch.over();
    expect(endings).to.deep.equal([{ kind: "stopCondition", text: "burn is 2.5, above 2" }]);
  });

  it("ends where Prometheus does not answer three times in a row, and not before", async () => {
    let asked = 0;
    const query = () => {
      asked += 1;
      return asked === 3 ? Promise.resolve(0) : Promise.reject(new Error("gone"));
    };
    const { endings, watch } = watching({ query }, { stopWhen });
    await watch.over();
    expect(asked).to.equal(6);
    expect(endings).to.deep.equal([
      { kind: "stopCondition", text: "the stop condition could not be looked at: gone" },
    ]);
  });

  it("tells that nobody could be asked where the target names no Prometheus", async () => {
    const { over, endings, notes, watch } = watching({}, { stopWhen });
    over.abort();
    await watch.over();
    expect([endings, notes]).to.deep.equal([
      [],
      ["the target names no Prometheus, so nobody was asked burn"],
    ]);
  });

  const row = (atMs: number, ok: boolean, endpoint = "items_list"): ProbeRow => {
    return { schema: 1, about: "endpoint", atMs, endpoint, ok, status: ok ? 200 : 0, seconds: 0.5 };
  };

  it("is the share of requests that fail within a window", async () => {
    const { over, endings, watch } = watching({}, { stopWhen: { ...stopWhen, prometheus: null } });
    for (let at = 0; at <= 5; at++) watch.see(row(START_MS + at * 1000, false));
    expect(endings, "half a window of failures is not more than half").to.deep.equal([]);
    watch.see(row(START_MS + 6_000, false));
    expect(endings.map(({ kind, text }) => [kind, text])).to.deep.equal([
      [
        "stopCondition",
        "7 of the probe's 7 requests of the last 6 s failed; more than 50 % of 10 s end the experiment",
      ],
    ]);
    over.abort();
    await watch.over();
  });

  it("is not what a service says of a store, which is the fault and no harm", async () => {
    const { over, endings, watch } = watching({}, { stopWhen: { ...stopWhen, prometheus: null } });
    for (let at = 0; at <= 20; at++) {
      watch.see({ ...row(START_MS + at * 1000, false, "cache behind shop"), about: "store" });
    }
    expect(endings).to.deep.equal([]);
    over.abort();
    await watch.over();
  });

  it("is the alert that should fire, and how soon after the injection it does", async () => {
    let asked = 0;
    const fires = () => Promise.resolve(++asked === 4);
    const { over, watch } = watching({ fires }, { expectedAlert: "HighErrors" });
    const fault = directedFault(faultOf(), 1);
    fault.injectedAtMs = START_MS;
    watch.injected(fault, START_MS + 60_000);
    const seen = () => fault.alert?.firedAfterSeconds ?? null;
    for (let turn = 0; turn < 200 && seen() === null; turn++) await new Promise(setImmediate);
    over.abort();
    await watch.over();
    expect(asked).to.equal(4);
    expect(fault.alert?.name).to.equal("HighErrors");
    expect(seen()).to.be.at.least(6);
  });

  it("does not take an alert for the fault's that fired before it, and tells so", async () => {
    const answers = [true, true, false, false, true];
    const fires = () => Promise.resolve(answers.shift() ?? true);
    const { notes, over, watch } = watching({ fires }, { expectedAlert: "HighErrors" });
    const fault = directedFault(faultOf(), 1);
    fault.injectedAtMs = START_MS;
    watch.injected(fault, START_MS + 60_000);
    const seen = () => fault.alert?.firedAfterSeconds ?? null;
    for (let turn = 0; turn < 200 && seen() === null; turn++) await new Promise(setImmediate);
    over.abort();
    await watch.over();
    expect(answers, "until it fires anew").to.deep.equal([]);
    expect(seen()).to.be.at.least(8);
    expect(notes).to.deep.equal(["HighErrors: it fired already when the fault was injected"]);
  });

  it("says that an alert did not fire, and that nobody could be asked", async () => {
    const silent = watching({ fires: () => Promise.resolve(false) }, { expectedAlert: "HighErrors" });
    const fault = directedFault(faultOf(), 1);
    fault.injectedAtMs = START_MS;
    silent.watch.injected(fault, START_MS + 20_000);
    for (let turn = 0; turn < 200; turn++) await Promise.resolve();
    silent.over.abort();
    await silent.watch.over();
    expect(fault.alert).to.deep.equal({ name: "HighErrors", firedAfterSeconds: null });
    const nobody = watching({}, { expectedAlert: "HighErrors" });
    nobody.over.abort();
    nobody.watch.injected(directedFault(faultOf(), 1), START_MS);
    expect(nobody.notes).to.deep.equal(["HighErrors: nobody can be asked whether it fires"]);
  });

  it("is every endpoint that was asked, after a kill was undone", async () => {
    const { over, watch } = watching(
      {},
      {
        traffic: [
          { endpoint: "a", ratePerSecond: 1 },
          { endpoint: "b", ratePerSecond: 1 },
        ],
      },
    );
    const evidence: string[] = [];
    for (const answers of [true, false]) {
      const fault = directedFault(faultOf(), 1);
      const seen = { failures: [], evidence: [] };
      fault.undone = { faultId: "f", atMs: START_MS, presence: "clean", ...seen };
      watch.undone(fault, plannedExperiment("kill-service", 1).phases[1]!);
      watch.see(row(START_MS - 1, true, "b"));
      watch.see(row(START_MS + 1_000, true, "a"));
      watch.see(row(START_MS + 2_000, answers, "b"));
      over.abort();
      await watch.over();
      evidence.push([...fault.evidence, ...fault.failures].join());
      if (answers) {
        expect(evidence).to.deep.equal([
          "every endpoint that was asked answers again (a, b), the last 2.5 s after the undo",
        ]);
      }
    }
    expect(evidence[1]).to.equal("b did not answer as expected after the undo");
  });
});
