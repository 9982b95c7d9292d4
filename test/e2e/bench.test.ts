/** Does every benchmark still run? Its figures are not looked at: a quick run's mean nothing. */
import { expect } from "chai";
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import type { BenchReport } from "../../bench/report.ts";
import { installRoot } from "../../lib/node/process/install-root.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

describe("npm run bench -- --quick", () => {
  const temporary = temporaryFolder();

  it("answers every question with figures and their aims, and keeps them as JSON", async () => {
    const entry = path.join(installRoot(), "scripts/entry.mjs");
    const bench = ["--then", "node", "--import", "./test/register.mjs", "bench/main.ts"];
    const flags = ["--quick", "--results", temporary()];
    const { stdout } = await promisify(execFile)(process.execPath, [entry, ...bench, ...flags], {
      cwd: installRoot(),
      env: { ...process.env, TIDEMARK_STATE_DIR: temporary("state") },
    });

    const [file = ""] = readdirSync(temporary("bench"));
    const report = JSON.parse(readFileSync(temporary("bench", file), "utf8")) as BenchReport;
    expect(report.results.map(({ benchmark }) => benchmark)).to.deep.equal([
      "achieved rate",
      "maximum throughput",
      "latency under a stall",
      "time beyond k6's own",
      "bundle size",
      "cost of the services",
      "cost of the metrics",
      "report of a night",
      "rows of requests",
    ]);
    for (const { name, value } of report.results.flatMap(({ measurements }) => measurements)) {
      expect(value, name).to.satisfy(Number.isFinite);
      expect(stdout).to.include(name);
    }
  });
});
