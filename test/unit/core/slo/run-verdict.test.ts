import { expect } from "chai";
import { type CountersOfRun, runVerdict } from "../../../../lib/core/slo/run-verdict.ts";
import { anObjective, anObservation, aRecord } from "../given.ts";

const place = { endpoint: "items_list", phase: "main" };

/** Of one load generator: so many good and bad requests, and dropped iterations. */
function counters(good: number, bad: number, dropped: number, instance = "a"): CountersOfRun["counters"] {
  const of = (name: string, value: number, labels = {}) => ({
    labels: { __name__: name, instance, scenario: "steady", ...labels },
    value,
  });
  return [
    of("k6_http_reqs_total", good, { ...place, status: "200" }),
    of("k6_http_reqs_total", bad, { ...place, status: "503" }),
    of("k6_http_reqs_total", 50, { ...place, phase: "warmup", scenario: "steady_warmup" }),
    of("k6_http_reqs_total", 3, { phase: "auth", name: "auth_token" }),
    of("k6_objective_bad_total", bad, { ...place, objective: "items_list-errors" }),
    of("k6_iterations_total", good + bad),
    of("k6_dropped_iterations_total", dropped),
  ];
}

const judged = (varied: Partial<CountersOfRun>) =>
  runVerdict({
    counters: counters(995, 5, 0),
    record: null,
    objectives: [anObjective({ goal: 0.99 }), anObjective({ id: "items_buy-errors", endpoint: "items_buy" })],
    strict: false,
    ...varied,
  });

describe("a verdict from counters", () => {
  it("is by the project's objectives on the endpoints seen, without warm-up and tokens", () => {
    const { basis, objectives, observations, verdict } = judged({});
    expect(basis).to.equal("project");
    expect(objectives.map(({ id }) => id)).to.deep.equal(["items_list-errors"]);
    expect(observations).to.deep.equal([
      {
        objective: "items_list-errors",
        phase: "main",
        total: 1000,
        bad: 5,
        dropped: 0,
        source: "prometheus",
      },
    ]);
    expect(verdict.status).to.equal("pass");
  });

  it("adds up what several generators counted", () => {
    const [of] = judged({ counters: [...counters(995, 5, 0), ...counters(500, 0, 2, "b")] }).observations;
    expect(of).to.include({ total: 1500, bad: 5, dropped: 2 });
  });

  it("fails above what the goal allows, and not at it", () => {
    // 1 % of 1,000 are 10.
    expect(judged({ counters: counters(990, 10, 0) }).verdict.status).to.equal("pass");
    expect(judged({ counters: counters(989, 11, 0) }).verdict.status).to.equal("fail");
  });

  it("is inconclusive where dropped requests could change it, or there are too few", () => {
    expect(judged({ counters: counters(995, 5, 100) }).verdict.status).to.equal("inconclusive");
    expect(judged({ counters: counters(200, 0, 0) }).verdict.status).to.equal("inconclusive");
  });

  it("is by the plan and the objectives of the record where there is one, and says where counts differ", () => {
    const record = aRecord({ observations: [anObservation({ total: 1000, bad: 5, dropped: 0 })] });
    const same = judged({ record });
    expect(same).to.include({ basis: "record" });
    expect(same.notes[0]).to.equal("Every count is equal to the run's own.");
    expect(judged({ record, counters: counters(990, 5, 0) }).notes[0]).to.equal(
      "Counts differ from the run's own: items_list-errors (main): 995 requests, 5 bad, 0 dropped here, 1,000 requests, 5 bad, 0 dropped there.",
    );
  });

  it("always says what it can't know", () => {
    for (const record of [null, aRecord()]) {
      expect(judged({ record }).notes.at(-1)).to.contain("How the load generator fared is not in Prometheus");
    }
  });

  it("is none where counts contradict themselves", () => {
    const wrong = counters(0, 5, 0).filter(({ labels }) => labels["__name__"] !== "k6_http_reqs_total");
    const requests = counters(3, 0, 0).slice(0, 1);
    expect(() => judged({ counters: [...wrong, ...requests] })).to.throw(
      RangeError,
      "bad must be at most total",
    );
  });
});
