import { expect } from "chai";
import { parse } from "yaml";
import {
  infrastructureAlerts,
  saturationPoints,
} from "../../../../../lib/core/rules/infrastructure/infrastructure.ts";
import { infrastructureRules } from "../../../../../lib/core/rules/infrastructure/infrastructure-rules.ts";
import { readProjectFile } from "../../../../compose/compose-file.ts";

describe("the alerts about what the services stand on", () => {
  it("are told apart by name, component and level", () => {
    const keys = infrastructureAlerts.map(({ alert, component, level }) => `${alert} ${component} ${level}`);
    expect(keys).to.deep.equal([...new Set(keys)]);
  });

  it("each have an example in which they fire, and a near miss", () => {
    for (const { alert, fires, nearMisses } of infrastructureAlerts) {
      expect(fires, alert).not.to.deep.equal([]);
      expect(nearMisses, alert).not.to.deep.equal([]);
    }
  });

  for (const { id, soft, hard } of saturationPoints) {
    it(`tell of ${id} softly before they do it hard`, () => expect(soft.above).to.be.below(hard.above));
  }

  it("read of containers only what cAdvisor exports", () => {
    const { metrics } = parse(readProjectFile("monitoring/catalogue/cadvisor.yaml")) as {
      readonly metrics: readonly { readonly name: string }[];
    };
    const used = [...saturationPoints, ...infrastructureAlerts]
      .filter(({ component }) => component === "containers")
      .flatMap(({ expr }) => [...expr.matchAll(/(?<!:)\bcontainer_\w+/g)].map(([name]) => name));
    expect(metrics.map(({ name }) => name)).to.include.members(used);
    expect(used).not.to.deep.equal([]);
  });

  it("record the capacity of a service that was measured, with the run that did it", () => {
    const rules = infrastructureRules({
      scrapeIntervalSeconds: 15,
      grafanaUrl: "http://grafana",
      environments: [],
      excluded: [],
      capacities: [{ service: "api", requestsPerSecond: 850, run: "breakpoint-3" }],
    }).flatMap((group) => group.rules);
    expect(rules).to.deep.include({
      record: "capacity:max_requests_per_second",
      expr: "vector(850)",
      labels: { service: "api", run: "breakpoint-3" },
    });
  });
});
