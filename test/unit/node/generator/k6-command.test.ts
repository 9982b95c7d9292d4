import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import {
  k6Arguments,
  k6ProcessEnvironment,
  keepsNoSummary,
} from "../../../../lib/node/generator/k6-command.ts";
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
  remoteWrite: null,
};
const remoteWrite = {
  url: "http://127.0.0.1:9/api/v1/write",
  bearerToken: "s3cret",
  labels: { team: "shop" },
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

describe("k6Arguments of a recorded run", () => {
  it("ask for a push with native histograms, labelled by the run and its labels, and hold no secret", () => {
    const recorded = k6Arguments({ ...options, remoteWrite });
    expect(recorded.slice(10, -1)).to.deep.equal([
      "--out",
      "experimental-prometheus-rw",
      "--features=native-histograms,merge-run-tags",
      "--tag",
      "team=shop",
      "--tag",
      "testid=run-1",
    ]);
    expect(recorded.join(" ")).not.to.include("s3cret");
  });

  it("let no label of a target take the run's id away", () => {
    const recorded = k6Arguments({
      ...options,
      remoteWrite: { ...remoteWrite, labels: { testid: "other" } },
    });
    expect(recorded.filter((argument) => argument.startsWith("testid="))).to.deep.equal(["testid=run-1"]);
  });

  const soak = { ...options, plan: aPlan({ runId: "run-1", soak: true }), remoteWrite };

  it("keep nothing in k6's memory in a soak", () => {
    expect(k6Arguments(soak)).to.include.members(["--no-thresholds", "--summary-mode=disabled"]);
    expect(k6Arguments(soak)).not.to.include("--summary-mode=compact");
  });

  it("keep k6's own counts where nobody else counts, or where a lost soak is to be ended early", () => {
    expect(keepsNoSummary(soak)).to.equal(true);
    expect(keepsNoSummary({ ...soak, remoteWrite: null })).to.equal(false);
    expect(keepsNoSummary({ ...soak, abortEarly: true })).to.equal(false);
    expect(keepsNoSummary({ ...soak, plan: aPlan() })).to.equal(false);
    expect(k6Arguments({ ...soak, abortEarly: true })).not.to.include("--no-thresholds");
  });
});

describe("k6ProcessEnvironment", () => {
  it("drops what would override the plan, and keeps the rest", () => {
    const environment = k6ProcessEnvironment({ K6_VUS: "1", K6_OUT: "json", PATH: "/bin" }, options);
    expect(environment).to.deep.equal({ PATH: "/bin" });
  });

  it("names the file for rows, with times to the millisecond, and switches the dashboard on", () => {
    const environment = k6ProcessEnvironment(
      {},
      {
        csvFile: "/tmp/a=b.csv",
        dashboard: true,
        remoteWrite: null,
      },
    );
    expect(environment).to.deep.equal({
      K6_CSV_FILENAME: "/tmp/a=b.csv",
      K6_CSV_TIME_FORMAT: "unix_milli",
      K6_WEB_DASHBOARD: "true",
    });
  });

  it("says where k6 pushes to, each second, and what it shows there", () => {
    expect(k6ProcessEnvironment({}, { ...options, remoteWrite })).to.deep.equal({
      K6_PROMETHEUS_RW_SERVER_URL: "http://127.0.0.1:9/api/v1/write",
      K6_PROMETHEUS_RW_BEARER_TOKEN: "s3cret",
      K6_PROMETHEUS_RW_PUSH_INTERVAL: "1s",
    });
  });
});
