/** What a message to people says, rendered by amtool from the committed templates. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { execa } from "execa";
import { installRoot } from "../../../lib/node/process/install-root.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { toolForTests } from "./support/tools.ts";

const alert = {
  status: "firing",
  labels: { alertname: "ErrorBudgetBurn", slo: "users_list-errors", owner: "api", testid: "load-7" },
  annotations: {
    summary: "it burns",
    description: "4 % were bad",
    runbook_url: "docs/monitoring.md#error-budget-burn",
    dashboard_url: "http://grafana/d/tidemark-slo",
  },
  startsAt: "2026-01-01T00:00:00Z",
};

describe("a message about an alert", () => {
  const inFolder = temporaryFolder();
  let amtool = "";

  before("need amtool", async function () {
    amtool = (await toolForTests(this, "amtool")).path;
  });

  async function rendered(alerts: readonly object[]): Promise<string> {
    const commonLabels = { alertname: "ErrorBudgetBurn", slo: "users_list-errors", environment: "perf" };
    writeFileSync(inFolder("data.json"), JSON.stringify({ status: "firing", alerts, commonLabels }));
    const { stdout } = await execa(amtool, [
      "template",
      "render",
      `--template.glob=${join(installRoot(), "monitoring/alertmanager/templates/*.tmpl")}`,
      `--template.data=${inFolder("data.json")}`,
      '--template.text={{ template "tidemark.title" . }}\n{{ template "tidemark.text" . }}',
    ]);
    return stdout;
  }

  it("says what, where and how bad, with runbook, dashboard and run", async () => {
    expect((await rendered([alert])).split("\n").map((line) => line.trimEnd())).to.include.ordered.members([
      "[FIRING 1] ErrorBudgetBurn users_list-errors in perf",
      "it burns",
      "4 % were bad",
      "Runbook: docs/monitoring.md#error-budget-burn",
      "Dashboard: http://grafana/d/tidemark-slo",
      "Run: http://127.0.0.1:3000/d/tidemark-k6-run?var-testid=load-7",
      "Owner: api, since 2026-01-01 00:00:00 +0000 UTC",
    ]);
  });

  it("names no run where there was none, and the component where nobody owns it", async () => {
    const text = await rendered([{ ...alert, labels: { alertname: "CpuHigh", component: "machine" } }]);
    expect(text).not.to.include("Run:");
    expect(text).to.include("Owner: machine, since");
  });
});
