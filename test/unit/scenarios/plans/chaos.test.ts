import { expect } from "chai";
import { nothingSaid } from "../../../../lib/core/plan/effective-settings.ts";
import type { ScenarioSettings } from "../../../../lib/core/plan/plan.ts";
import { resolvePlan } from "../../../../lib/core/plan/resolve-plan.ts";
import { chaos } from "../../../../scenarios/plans/chaos.ts";
import { system } from "../../../../system/index.ts";
import { objectives } from "../../../../thresholds/index.ts";

function resolved(settings: Partial<ScenarioSettings> = {}) {
  return resolvePlan({
    scenario: chaos,
    system,
    objectives,
    settings: { ...nothingSaid, ...settings },
    runId: "run-1",
    seed: 7,
    addresses: { api: "http://a", postgres: "http://p", mongo: "http://m" },
  });
}

describe("chaos", () => {
  it("runs the first three experiments by default, one after another and without a gap", () => {
    const { plan, leftOut } = resolved();
    expect(plan.experiments.map(({ experiment }) => experiment.name)).to.deep.equal([
      "kill-service",
      "network-latency",
      "cpu-exhaustion",
    ]);
    expect(leftOut).to.deep.equal([]);
    const phases = plan.experiments.flatMap((experiment) => experiment.phases);
    phases.slice(1).forEach(({ startSeconds }, index) => {
      expect(startSeconds).to.equal(phases[index]!.endSeconds);
    });
  });

  it("kills three times, ten seconds each, after half a minute of calm and a warm-up of five seconds", () => {
    const [kill] = resolved().plan.experiments;
    expect(
      kill?.phases.map(({ phase, startSeconds, endSeconds }) => [phase, startSeconds, endSeconds]),
    ).to.deep.equal([
      ["kill-service-baseline", 6, 36],
      ["kill-service-fault-1", 36, 46],
      ["kill-service-recovery-1", 46, 86],
      ["kill-service-fault-2", 86, 96],
      ["kill-service-recovery-2", 96, 136],
      ["kill-service-fault-3", 136, 146],
      ["kill-service-recovery-3", 146, 186],
    ]);
  });

  it("decides the goals of every experiment with what it sends", () => {
    for (const name of chaos.tests ?? []) {
      expect(resolved({ only: [name] }).leftOut, name).to.deep.equal([]);
    }
  });

  it("picks with --only, in the order of the list", () => {
    const { plan } = resolved({ only: ["pause", "store-outage-redis"] });
    expect(plan.experiments.map(({ experiment }) => experiment.name)).to.deep.equal([
      "store-outage-redis",
      "pause",
    ]);
  });
});
