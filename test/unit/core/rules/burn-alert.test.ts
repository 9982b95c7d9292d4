import { expect } from "chai";
import { budgetOf, burnAlertsOf } from "../../../../lib/core/rules/burn-alert.ts";
import { windowSeconds } from "../../../../lib/core/rules/windows.ts";
import { anObjective } from "../given.ts";

const factors = (periodDays: number) =>
  burnAlertsOf(anObjective({ goal: 0.999, periodDays })).alerts.map(({ long, factor }) => [long, factor]);

describe("the burn alerts of an objective", () => {
  it("have the factors of the SRE Workbook over 30 days", () => {
    expect(factors(30)).to.deep.equal([
      ["1h", 14.4],
      ["6h", 6],
      ["1d", 3],
      ["3d", 1],
    ]);
  });

  it("have smaller ones over 28 days, for the same shares of the budget", () => {
    // 0.02 x 28 x 24 = 13.44; 0.05 x 28 x 4 = 5.6; 0.1 x 28 = 2.8; 0.1 x 28 / 3 = 0.9333
    expect(factors(28)).to.deep.equal([
      ["1h", 13.44],
      ["6h", 5.6],
      ["1d", 2.8],
      ["3d", 0.933333333333],
    ]);
  });

  it("have factors that grow as their windows are shortened", () => {
    const lengths = { ...windowSeconds, "1h": 60 };
    const [fastest] = burnAlertsOf(anObjective({ goal: 0.9999 }), lengths).alerts;
    // 0.02 x 30 x 86,400 s / 60 s = 864, and 864 x 0.0001 = 0.0864
    expect(fastest).to.include({ long: "1h", factor: 864, threshold: 0.0864 });
  });

  it("know the budget without the noise of floating point", () => {
    expect(1 - 0.999).not.to.equal(0.001);
    expect(budgetOf(0.999)).to.equal(0.001);
  });

  it("leave out the one that no share of bad events reaches, and keep the others", () => {
    const { alerts, unreachable } = burnAlertsOf(anObjective({ goal: 0.93 }));
    expect(unreachable.map(({ long, threshold }) => [long, threshold])).to.deep.equal([["1h", 1.008]]);
    expect(alerts.map(({ long }) => long)).to.deep.equal(["6h", "1d", "3d"]);
  });

  it("leave out one whose threshold is 1, which nothing exceeds", () => {
    // 6 x (1/6) = 1, as near as decimals come
    const { unreachable } = burnAlertsOf(anObjective({ goal: 0.833333333333 }));
    expect(unreachable.map(({ long }) => long)).to.deep.equal(["1h", "6h"]);
  });

  it("page for the fast burns and open tickets for the slow ones", () => {
    const severities = burnAlertsOf(anObjective()).alerts.map(({ severity }) => severity);
    expect(severities).to.deep.equal(["page", "page", "ticket", "ticket"]);
  });

  it("never page where the objective says ticket", () => {
    const severities = burnAlertsOf(anObjective({ severity: "ticket" })).alerts.map(
      ({ severity }) => severity,
    );
    expect(new Set(severities)).to.deep.equal(new Set(["ticket"]));
  });
});
