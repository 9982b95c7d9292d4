import { expect } from "chai";
import type { Objective } from "../../../../lib/core/objective/objective.ts";
import { perCalendarMonth } from "../../../../lib/core/objective/production.ts";
import { openSloDocuments } from "../../../../lib/core/slo/openslo/documents.ts";
import { objectivesIn } from "../../../../lib/core/slo/openslo/read-back.ts";
import { OpenSloError } from "../../../../lib/node/openslo/openslo-error.ts";
import { openSloYaml, readOpenSlo } from "../../../../lib/node/openslo/yaml.ts";
import { aLatencyObjective, anObjective, aSystem } from "../../core/given.ts";

const objectives: readonly Objective[] = [
  anObjective({
    goal: 0.9995,
    periodDays: 28,
    severity: "ticket",
    runbook: "https://wiki.example/a?b=1#c",
    expectedRequestsPerSecond: 0.25,
    sla: perCalendarMonth(0.99, ["announced: maintenance", 'a "quoted" one']),
    description: "Requests: all of them, # even those\nof two lines",
  }),
  aLatencyObjective({ bad: { kind: "slowerThan", limitSeconds: 0.075 } }),
];

const exported = (varied: readonly Objective[] = objectives) =>
  openSloYaml(openSloDocuments(varied, aSystem));

function problemsOf(text: string): readonly string[] {
  try {
    readOpenSlo(text);
  } catch (error) {
    if (error instanceof OpenSloError) return error.problems;
    throw error;
  }
  throw new Error("nothing was wrong");
}

describe("OpenSLO as YAML", () => {
  it("reads back as the same objectives, with all that the specification has no word for", () => {
    const slos = readOpenSlo(exported()).flatMap((each) => (each.kind === "SLO" ? [each] : []));
    expect(objectivesIn(slos)).to.deep.equal(objectives);
  });

  const mistakes: readonly (readonly [string, (text: string) => string, RegExp])[] = [
    ["another version", (text) => text.replace("openslo/v1", "openslo/v2"), /expected "openslo\/v1"/],
    ["a target of 1", (text) => text.replace("target: 0.9995", "target: 1"), /expected number to be <1/],
    ["a name that is no DNS label", (text) => text.replace("name: shop", "name: the_shop"), /DNS label/],
    [
      "a window that is both",
      (text) => text.replace("isRolling: false", "isRolling: true"),
      /calendar, or be rolling/,
    ],
    [
      "a duration without a unit",
      (text) => text.replace("duration: 28d", 'duration: "28"'),
      /a duration like/,
    ],
    [
      "an indicator without bad or good",
      (text) => text.replace(/ {4}bad:(\n {6,}.*)+/, ""),
      /either good or bad/,
    ],
    [
      "a field that the specification does not have",
      (text) => text.replace("budgetingMethod", "budget"),
      /budget/,
    ],
    [
      "a reference to nothing",
      (text) => text.replace("indicatorRef: items", "indicatorRef: item"),
      /SLI item-list-errors must be there/,
    ],
  ];
  for (const [what, mistaken, problem] of mistakes) {
    it(`refuses ${what}`, () => {
      const text = mistaken(exported());
      expect(text).not.to.equal(exported());
      expect(problemsOf(text).join("\n")).to.match(problem);
    });
  }

  it("refuses objectives whose names are one and the same, and ones that are too long", () => {
    const twins = [anObjective({ id: "items_list-errors" }), anObjective({ id: "items.list-errors" })];
    expect(problemsOf(exported(twins)).join("\n")).to.contain("SLO items-list-errors: name must be unique");
    const long = anObjective({ id: "x".repeat(64) });
    expect(problemsOf(exported([long])).join("\n")).to.contain("must have at most 63 characters");
  });
});
