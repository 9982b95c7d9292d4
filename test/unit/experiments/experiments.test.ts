import { expect } from "chai";
import { experiments } from "../../../experiments/index.ts";
import { goalsOn } from "../../../lib/core/experiment/goals-on.ts";
import { experimentProblems } from "../../../lib/core/experiment/experiment-problems.ts";
import { driverNames, matrixOf } from "../../../lib/core/experiment/matrix.ts";
import { minimumSamples } from "../../../lib/core/objective/samples.ts";
import { system } from "../../../system/index.ts";

const named = (name: string) => experiments.find((experiment) => experiment.name === name)!;

describe("the experiments", () => {
  it("are these, in this order", () => {
    expect(experiments.map(({ name }) => name)).to.deep.equal([
      "kill-service",
      "network-latency",
      "cpu-exhaustion",
      "store-outage-postgres",
      "store-outage-mongodb",
      "store-outage-redis",
      "store-outage-rabbitmq",
      "connection-reset",
      "stalled-connections",
      "http-errors",
      "memory-pressure",
      "pause",
    ]);
  });

  it("can be carried out and judged on this system", () => {
    expect(experimentProblems(experiments, system, [])).to.deep.equal([]);
  });

  it("can each be done on some kind of target, the first three on the embedded one", () => {
    const rows = matrixOf(experiments);
    for (const { experiment, impossible } of rows) {
      expect(
        driverNames.some((driver) => impossible[driver] === null),
        experiment.name,
      ).to.equal(true);
    }
    expect(rows.slice(0, 3).map(({ impossible }) => impossible.embedded)).to.deep.equal([null, null, null]);
  });

  it("kill one of three services, three times, for 10 s each, and want it back within 30 s", () => {
    expect(named("kill-service")).to.deep.include({
      fault: { kind: "kill", services: ["api", "postgres", "mongo"] },
      repetitions: 3,
      faultSeconds: 10,
      recoveredWithinSeconds: 30,
    });
  });

  it("kill under traffic on every endpoint that can be sent alone", () => {
    const alone = system.endpoints.filter(({ inJourney }) => inJourney === undefined);
    expect(named("kill-service").traffic.map(({ endpoint }) => endpoint)).to.have.members(
      alone.map(({ name }) => name),
    );
  });

  it("delay by 100 ms, and burn with four workers for a minute", () => {
    expect(named("network-latency").fault).to.include({ kind: "latency", delayMilliseconds: 100 });
    expect(named("cpu-exhaustion").fault).to.include({ kind: "cpu", workers: 4 });
    expect(named("cpu-exhaustion").faultSeconds).to.equal(60);
  });

  it("hit one instance at a time, but for what all services of a machine share", () => {
    for (const { fault, blastRadius } of experiments) {
      const shared = fault.kind === "cpu" || fault.kind === "memory";
      expect(blastRadius.maxInstances).to.equal(shared ? 3 : 1);
    }
  });

  it("do not trip over their own fault: all that they let it take down stays below the stop's share", () => {
    for (const experiment of experiments) {
      const { name, fault, faultSeconds, traffic, stopWhen } = experiment;
      const allowed = traffic.map((load) => 1 - goalsOn(experiment, load, "fault").succeed);
      const worst = fault.kind === "kill" || fault.kind === "pause" ? WORST_KILL : mean(allowed);
      const seconds = Math.min(stopWhen.windowSeconds, faultSeconds);
      expect((worst * seconds) / stopWhen.windowSeconds, name).to.be.below(stopWhen.failedShareAbove);
    }
  });

  it("have traffic that decides their goals, with little to spare", () => {
    const { traffic, goals, faultSeconds } = named("kill-service");
    expect(traffic[0]!.ratePerSecond * faultSeconds).to.equal(60);
    expect(minimumSamples(goals.fault.within.share)).to.equal(59);
  });
});

/** The api down: its seven endpoints of the eleven. */
const WORST_KILL = 7 / 11;

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
