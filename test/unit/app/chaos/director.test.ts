import { expect } from "chai";
import type { ProbeRow } from "../../../../lib/core/experiment/probe.ts";
import { type Direction, startDirector } from "../../../../lib/app/chaos/director.ts";
import type { FaultRequest } from "../../../../lib/node/chaos/driver.ts";
import { fakeDriver, type FakeParts, fakeParts, noWatch, plannedExperiment, START_MS } from "./fakes.ts";

/** Calls without renewals, which are a story of their own. */
const done = ({ controller }: FakeParts) => controller.calls.filter((call) => !call.includes("renew"));
const only = ({ experiments }: Direction) => {
  const [experiment] = experiments;
  const [fault] = experiment?.faults ?? [];
  return { status: experiment?.status, fault };
};

describe("the director", () => {
  it("injects and undoes on the plan's schedule, one experiment after the other", async () => {
    const experiments = [plannedExperiment("kill-service", 2), plannedExperiment("pause", 1, 70)];
    const parts = fakeParts({ experiments });
    const direction = await startDirector(parts).done;
    expect(done(parts)).to.deep.equal([
      "10 inject run-kill-service-1",
      "20 undo run-kill-service-1",
      "40 inject run-kill-service-2",
      "50 undo run-kill-service-2",
      "80 inject run-pause-1",
      "90 undo run-pause-1",
    ]);
    expect(direction.ending).to.equal(null);
    expect(direction.notUndone).to.deep.equal([]);
    expect(direction.experiments.map(({ status, faults }) => [status, faults.length])).to.deep.equal([
      ["completed", 2],
      ["completed", 1],
    ]);
    expect(parts.loadEnded).to.deep.equal([]);
  });

  it("has followed its schedule to the end, whatever ends it afterwards", async () => {
    const director = startDirector(fakeParts());
    await director.done;
    await director.end({ kind: "loadOver", text: "the load was over" });
    const { ending, experiments } = await director.conclude();
    expect([ending, experiments[0]?.status]).to.deep.equal([null, "completed"]);
  });

  it("renews the lease three times as often as it must, and not beyond the undo", async () => {
    const parts = fakeParts({ leaseMs: 6_000 });
    const direction = await startDirector(parts).done;
    const id = "run-kill-service-1";
    expect(parts.controller.calls).to.deep.equal([
      `10 inject ${id}`,
      ...[`12 renew ${id}`, `14 renew ${id}`, `16 renew ${id}`, `18 renew ${id}`],
      `20 undo ${id}`,
    ]);
    expect(only(direction).fault).to.include({
      injectedAtMs: START_MS + 10_000,
      undoneAtMs: START_MS + 20_000,
      presence: "clean",
      renewals: 4,
    });
  });

  it("renews the lease of an injection that takes longer than that, and counts the fault from its end", async () => {
    const parts = fakeParts({ leaseMs: 6_000 });
    parts.controller.injectTakesRenewals = 4;
    const direction = await startDirector(parts).done;
    const id = "run-kill-service-1";
    expect(parts.controller.calls).to.deep.equal([
      `10 inject ${id}`,
      ...[`12 renew ${id}`, `14 renew ${id}`, `16 renew ${id}`, `18 renew ${id}`],
      `20 undo ${id}`,
    ]);
    expect(only(direction).fault).to.include({ injectedAtMs: START_MS + 18_000, renewals: 0 });
  });

  it("tells each fault, lease and undo as an event", async () => {
    const parts = fakeParts({ leaseMs: 18_000 });
    await startDirector(parts).done;
    const second = (atMs: number) => (atMs - START_MS) / 1000;
    expect(parts.events.map(({ kind, edge, atMs, text }) => [kind, edge, second(atMs), text])).to.deep.equal([
      ["fault", "start", 10, "kills api"],
      ["lease", "at", 10, "lease of 18 s granted"],
      ["lease", "at", 16, "lease renewed"],
      ["fault", "end", 20, "undone: it is clean"],
    ]);
  });

  it("draws whom it hits by the seed: the same again, and another for another", async () => {
    const experiments = [plannedExperiment("kill-service", 6)];
    const hitBy = async (seed: number) => {
      const direction = await startDirector(fakeParts({ experiments, seed })).done;
      return direction.experiments[0]?.faults.map(({ instances }) => instances.join()).join(" ");
    };
    expect(await hitBy(1)).to.equal(await hitBy(1));
    expect(await hitBy(1)).not.to.equal(await hitBy(2));
  });

  it("asks for faults that last as long as their phase", async () => {
    const asked: FaultRequest[] = [];
    await startDirector(fakeParts({ driver: fakeDriver(asked) })).done;
    expect(asked.map(({ faultId, seconds }) => [faultId, seconds])).to.deep.equal([
      ["run-kill-service-1", 10],
    ]);
  });

  it("undoes at once when it is told to end, and injects nothing more", async () => {
    const experiments = [plannedExperiment("kill-service", 2), plannedExperiment("pause", 1, 70)];
    const parts = fakeParts({ experiments });
    const director = startDirector(parts);
    parts.clock.at(13, () => void director.end({ kind: "interrupted", text: "ended by SIGINT" }));
    const direction = await director.done;
    expect(done(parts)).to.deep.equal(["10 inject run-kill-service-1", "13 undo run-kill-service-1"]);
    expect(direction.ending?.kind).to.equal("interrupted");
    expect(direction.experiments.map(({ status }) => status)).to.deep.equal(["interrupted"]);
    // Whoever told it to end ends the load, too.
    expect(parts.loadEnded).to.deep.equal([]);
  });

  it("resolves end() only once the fault is undone", async () => {
    const parts = fakeParts();
    const director = startDirector(parts);
    const ended = new Promise<string[]>((resolve) => {
      parts.clock.at(13, () => {
        void director.end({ kind: "interrupted", text: "" }).then(() => resolve(done(parts)));
      });
    });
    expect(await ended).to.deep.equal(["10 inject run-kill-service-1", "13 undo run-kill-service-1"]);
  });

  it("undoes everything, and then ends the load, where what is watched trips", async () => {
    const row = {
      schema: 1,
      about: "endpoint",
      atMs: 0,
      endpoint: "a",
      ok: false,
      status: 0,
      seconds: 0,
    } as const;
    const rows: ProbeRow[] = [];
    const parts = fakeParts({
      watch: (_, __, end) => ({
        ...noWatch,
        see: (seen) => {
          rows.push(seen);
          end({ kind: "stopCondition", text: "too much failed" });
        },
      }),
    });
    const director = startDirector(parts);
    parts.clock.at(14, () => director.see(row));
    const direction = await director.done;
    expect(rows).to.deep.equal([row]);
    expect(done(parts).at(-1)).to.equal("14 undo run-kill-service-1");
    expect(parts.loadEnded).to.deep.equal([14]);
    expect(only(direction).status).to.equal("aborted");
    expect(direction.ending).to.deep.equal({ kind: "stopCondition", text: "too much failed" });
  });

  it("does nothing where the load never began", async () => {
    const parts = fakeParts({ planStart: () => Promise.resolve(null) });
    const direction = await startDirector(parts).done;
    expect(parts.controller.calls).to.deep.equal([]);
    expect(direction.experiments).to.deep.equal([]);
  });

  it("looks again where the first look does not show it undone", async () => {
    const parts = fakeParts();
    parts.controller.presences = ["present", "unknown", "clean"];
    const direction = await startDirector(parts).done;
    expect(done(parts).slice(1)).to.deep.equal(
      [20, 21, 22].map((second) => `${second} undo run-kill-service-1`),
    );
    expect(direction.notUndone).to.deep.equal([]);
    expect(only(direction).status).to.equal("completed");
  });

  for (const presence of ["present", "unknown"] as const) {
    it(`ends everything where the fault stays ${presence}, and names it`, async () => {
      const parts = fakeParts({ experiments: [plannedExperiment("kill-service", 3)] });
      parts.controller.presences = [presence];
      const direction = await startDirector(parts).done;
      expect(done(parts).filter((call) => call.includes("inject"))).to.have.length(1);
      expect(direction.notUndone.map(({ faultId }) => faultId)).to.deep.equal(["run-kill-service-1"]);
      expect(only(direction)).to.deep.include({ status: "failed" });
      expect(only(direction).fault).to.include({ presence, undoneAtMs: null });
      expect(parts.loadEnded).to.have.length(1);
      expect(parts.said.at(-1)).to.equal("NOT CONFIRMED AS UNDONE: kills api");
    });
  }

  it("asks again at the end for what was not confirmed, and takes it for undone where it is by then", async () => {
    const parts = fakeParts();
    parts.controller.presences = ["present"];
    const director = startDirector(parts);
    expect((await director.done).notUndone).to.have.length(1);
    expect((await director.conclude()).notUndone, "asking changes nothing").to.have.length(1);
    parts.controller.presences = ["clean"];
    const direction = await director.conclude();
    expect(direction.notUndone).to.deep.equal([]);
    expect(only(direction).fault).to.include({ presence: "clean" });
    expect(only(direction).fault?.undoneAtMs).to.be.above(START_MS + 20_000);
    expect(parts.said.at(-1)).to.equal("undone after all: starts api again");
    const asked = parts.controller.calls.length;
    await director.conclude();
    expect(parts.controller.calls, "nothing is left to ask for").to.have.length(asked);
  });

  it("takes a fault for not undone where the controller is gone at the end, too", async () => {
    const parts = fakeParts();
    parts.controller.presences = ["unknown"];
    const director = startDirector(parts);
    await director.done;
    parts.controller.isGone = true;
    expect((await director.conclude()).notUndone).to.have.length(1);
  });

  it("ends the run where a fault cannot be injected, and looks that nothing of it is left", async () => {
    const parts = fakeParts();
    parts.controller.injectFails = "no such process";
    const direction = await startDirector(parts).done;
    expect(direction.ending).to.deep.equal({ kind: "failed", text: "not injected: no such process" });
    expect(direction.notUndone).to.deep.equal([]);
    expect(only(direction)).to.deep.include({ status: "failed" });
    expect(only(direction).fault).to.deep.include({
      injectedAtMs: null,
      presence: null,
      failures: ["not injected: no such process"],
    });
    expect(parts.loadEnded).to.deep.equal([10]);
  });

  it("ends the run where a lease is lost, having undone the fault", async () => {
    const parts = fakeParts();
    parts.clock.at(12, () => {
      parts.controller.renewFails = "the lease ran out";
    });
    const direction = await startDirector(parts).done;
    expect(direction.ending).to.deep.equal({ kind: "failed", text: "not held: the lease ran out" });
    expect(done(parts)).to.have.length(2);
    expect(direction.notUndone).to.deep.equal([]);
  });

  it("takes a fault for not undone where the controller is gone", async () => {
    const parts = fakeParts();
    parts.clock.at(12, () => {
      parts.controller.isGone = true;
    });
    const direction = await startDirector(parts).done;
    expect(direction.notUndone).to.have.length(1);
    expect(only(direction).fault).to.include({ presence: "unknown" });
    const early = fakeParts();
    early.controller.isGone = true;
    const never = await startDirector(early).done;
    expect(never.notUndone, "nobody knows what of the injection was done").to.have.length(1);
  });

  it("injects nothing that would hit more than is allowed by now", async () => {
    const driver = fakeDriver();
    const both = {
      ...driver,
      plan: async (request: FaultRequest) => {
        return { ...(await driver.plan(request)), instances: ["a", "b"], instancesInAll: 3 };
      },
    };
    const parts = fakeParts({ driver: both });
    const direction = await startDirector(parts).done;
    expect(parts.controller.calls).to.deep.equal([]);
    expect(direction.ending?.text).to.match(/^experiment kill-service: no fault was injected: .*at most 1/);
    expect(only(direction).status).to.equal("failed");
    expect(parts.loadEnded).to.deep.equal([10]);
  });
});
