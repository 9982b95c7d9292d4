import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { k6Arguments, k6ProcessEnvironment } from "../../../../lib/node/generator/k6-command.ts";
import { installRoot } from "../../../../lib/node/process/install-root.ts";
import { aPlan } from "../../k6/given.ts";

const options = {
  script: "/runs/1/script.js",
  plan: aPlan({ runId: "run-1" }),
  runFolder: "/runs/1",
  abortEarly: false,
  quiet: false,
  dashboard: false,
  csvFile: null,
};

const emptyConfig = join(installRoot(), "lib/node/generator/empty-k6-config.json");

describe("k6Arguments", () => {
  it("tell k6 where its log and its data go, and let nothing of the user's configuration in", () => {
    expect(k6Arguments(options)).to.deep.equal([
      "run",
      "--no-usage-report",
      "--address=",
      `--config=${emptyConfig}`,
      "--summary-mode=compact",
      "--log-output=file=/runs/1/k6.log",
      "-e",
      "TIDEMARK_RUN=run-1",
      "-e",
      "TIDEMARK_SUMMARY=/runs/1/summary.json",
      "/runs/1/script.js",
    ]);
  });

  it("name a configuration that says nothing", () => {
    expect(JSON.parse(readFileSync(emptyConfig, "utf8"))).to.deep.equal({});
  });

  it("ask for rows, quiet and an early end only when those are wanted", () => {
    const all = k6Arguments({ ...options, abortEarly: true, quiet: true, csvFile: "/tmp/k6.csv" });
    expect(all.slice(6)).to.deep.equal([
      "-e",
      "TIDEMARK_RUN=run-1",
      "-e",
      "TIDEMARK_SUMMARY=/runs/1/summary.json",
      "-e",
      "TIDEMARK_ABORT_EARLY=true",
      "-e",
      "TIDEMARK_QUIET=true",
      "--out",
      "csv",
      "--quiet",
      "/runs/1/script.js",
    ]);
  });
});

describe("k6ProcessEnvironment", () => {
  it("drops what would override the plan, and keeps the rest", () => {
    const environment = k6ProcessEnvironment({ K6_VUS: "1", K6_OUT: "json", PATH: "/bin" }, options);
    expect(environment).to.deep.equal({ PATH: "/bin" });
  });

  it("names the file for rows, with times to the millisecond, and switches the dashboard on", () => {
    const environment = k6ProcessEnvironment({}, { csvFile: "/tmp/a=b.csv", dashboard: true });
    expect(environment).to.deep.equal({
      K6_CSV_FILENAME: "/tmp/a=b.csv",
      K6_CSV_TIME_FORMAT: "unix_milli",
      K6_WEB_DASHBOARD: "true",
    });
  });
});
