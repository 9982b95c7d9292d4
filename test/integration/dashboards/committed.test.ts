/** Are the dashboards that Grafana is given the ones that would be generated now? */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { dashboards } from "../../../lib/core/dashboards/dashboards.ts";
import { installRoot } from "../../../lib/node/process/install-root.ts";
import { saturationPoints } from "../../../lib/core/rules/infrastructure/infrastructure.ts";
import { system } from "../../../system/index.ts";
import { objectives } from "../../../thresholds/index.ts";
import { readComposeFile } from "../../compose/compose-file.ts";

const folder = join(installRoot(), "monitoring/grafana/dashboards");
const provisioning = join(installRoot(), "monitoring/grafana/provisioning");

describe("the dashboards in monitoring/grafana", () => {
  it("are the generated ones, and no others", () => {
    const files = dashboards({ objectives, system, saturationPoints });
    const committed = readdirSync(folder).filter((file) => file.endsWith(".json"));
    expect(committed).to.have.members(files.map(({ fileName }) => fileName));
    for (const { fileName, json } of files) {
      expect(readFileSync(join(folder, fileName), "utf8"), `${fileName} is stale`).to.equal(json);
    }
  });

  it("lie where the provisioned Grafana looks for them, beside a data source that they can choose", () => {
    const read = (file: string) => parse(readFileSync(join(provisioning, file), "utf8")) as unknown;
    const { providers } = read("dashboards/tidemark.yml") as { providers: [{ options: { path: string } }] };
    const { datasources } = read("datasources/prometheus.yml") as { datasources: [{ type: string }] };
    const volumes = readComposeFile().services["grafana"]?.volumes ?? [];
    expect(volumes).to.include(`./monitoring/grafana/dashboards:${providers[0].options.path}:ro`);
    expect(datasources.map(({ type }) => type)).to.deep.equal(["prometheus"]);
  });
});
