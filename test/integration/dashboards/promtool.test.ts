/** Does Prometheus' own checker take every query: not only its syntax, but its types? */
import { writeFileSync } from "node:fs";
import { execa } from "execa";
import { expect } from "chai";
import { stringify } from "yaml";
import { dashboards } from "../../../lib/core/dashboards/dashboards.ts";
import { saturationPoints } from "../../../lib/core/rules/infrastructure/infrastructure.ts";
import { system } from "../../../system/index.ts";
import { objectives } from "../../../thresholds/index.ts";
import { type Dashboard, filledIn, queriesOf, someValues } from "../../dashboards/grafana-queries.ts";
import { programOnPath } from "../../stores/program-on-path.ts";
import { skipBecause } from "../../support/skip.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const queries = dashboards({ objectives, system, saturationPoints })
  .map(({ json }) => JSON.parse(json) as Dashboard)
  .flatMap(queriesOf);

describe("promtool on the queries of the dashboards", () => {
  const path = temporaryFolder();
  let promtool = "";

  before(function () {
    const found = programOnPath("promtool");
    if (found === null) return skipBecause(this, "there is no promtool on the PATH");
    promtool = found;
  });

  async function check(expressions: readonly string[]) {
    const file = path("throw-away.yml");
    const rules = expressions.map((expr, index) => ({ record: `throw:away:${index}`, expr }));
    writeFileSync(file, stringify({ groups: [{ name: "queries", rules }] }));
    return execa(promtool, ["check", "rules", file], { reject: false, all: true });
  }

  it("finds nothing wrong with any of them", async () => {
    const { exitCode, all } = await check(queries.map(({ expr }) => filledIn(expr, someValues)));
    expect(all).to.match(new RegExp(`SUCCESS: ${queries.length} rules found`));
    expect(exitCode).to.equal(0);
  });

  it("would find what only types tell: a rate of a value, an aggregation of a string", async () => {
    for (const expr of ["rate(up)", 'sum("up")', "histogram_quantile(up, 0.9)"]) {
      expect((await check([expr])).exitCode, expr).to.equal(1);
    }
  });
});
