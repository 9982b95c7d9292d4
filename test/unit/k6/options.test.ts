import { expect } from "chai";
import { optionsOf } from "../../../lib/k6/options.ts";
import { anExecutor } from "../core/given.ts";
import { aPlan } from "./given.ts";

describe("optionsOf", () => {
  it("turns each executor into a k6 scenario that carries its phase", () => {
    const { scenarios } = optionsOf(aPlan(), "count");
    expect(scenarios).to.deep.equal({
      warm: {
        executor: "constant-arrival-rate",
        exec: "iteration",
        rate: 100,
        timeUnit: "1s",
        startTime: "0s",
        duration: "5s",
        gracefulStop: "11s",
        preAllocatedVUs: 10,
        maxVUs: 20,
        tags: { phase: "warmup" },
      },
      steady: {
        executor: "constant-arrival-rate",
        exec: "iteration",
        rate: 100,
        timeUnit: "1s",
        startTime: "5s",
        duration: "10s",
        gracefulStop: "11s",
        preAllocatedVUs: 10,
        maxVUs: 20,
        tags: { phase: "main" },
      },
    });
  });

  it("gives k6 a rate below one, or a broken one, in whole iterations of a longer time", () => {
    const shape = { kind: "constant-arrival-rate", iterationsPerSecond: 0.5, durationSeconds: 60 } as const;
    const { scenarios } = optionsOf(aPlan({ executors: [anExecutor({ shape })] }), "count");
    expect(scenarios["steady"]).to.include({ rate: 500, timeUnit: "1000s" });
  });

  it("throws bodies away, follows no redirect and asks for the quantiles that a report shows", () => {
    expect(optionsOf(aPlan(), "count")).to.deep.include({
      discardResponseBodies: true,
      maxRedirects: 0,
      summaryTrendStats: ["avg", "min", "med", "max", "p(90)", "p(95)", "p(99)"],
      systemTags: ["status", "method", "name", "scenario", "error", "error_code", "expected_response"],
    });
  });
});
