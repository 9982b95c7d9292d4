/**
 * The real k6 on a process of its own that leaks, and on one that does not: sampled through its metrics
 * page, judged, in the record and in the report.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import type { ResourceSample } from "../../lib/core/record/resource.ts";
import { installRoot } from "../../lib/node/process/install-root.ts";
import { copyTeamData } from "../support/team-data.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { onlyRecord, runFolders, tidemark } from "../support/tidemark.ts";

describe("tidemark run soak", () => {
  const temporary = temporaryFolder();
  let stub: ChildProcess | null = null;
  afterEach(() => {
    stub?.kill("SIGKILL");
    stub = null;
  });

  async function soak(course: string) {
    const file = path.join(installRoot(), "test/support/memory-stub.mjs");
    const child = spawn(process.execPath, ["--expose-gc", file, course, "0"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    stub = child;
    const [said] = (await once(child.stdout, "data")) as [Buffer];
    const url = `http://127.0.0.1:${said.toString("utf8").trim()}`;
    copyTeamData(temporary("project"));
    const addresses = ["api", "postgres", "mongo"].map((service) => `  ${service}: ${url}\n`).join("");
    const metrics = `metrics:\n  api: ${url}/metrics\n  mongo: ${url}/nowhere\n`;
    writeFileSync(temporary("project", "targets", "stub.yaml"), `addresses:\n${addresses}${metrics}`);
    const tool = tidemark(temporary());
    const where = ["--project", temporary("project"), "--target", "stub"];
    const load = ["--rate", "100", "--duration", "15s", "--warmup", "1s", "--check-every", "0", "--quiet"];
    const { exitCode, stderr } = await tool.start("run", "soak", ...where, ...load);
    const [folder = ""] = runFolders(tool);
    const report = readFileSync(path.join(folder, "report.md"), "utf8");
    return { exitCode, stderr, folder, report, record: onlyRecord(tool) };
  }

  it("fails on a process that leaks, and says which, by how much and how sure", async () => {
    const { exitCode, stderr, record, report, folder } = await soak("leak");
    const [memory] = record.trends;
    expect(memory, stderr).to.include({ subject: "api", quantity: "residentBytes", outcome: "leak" });
    expect(memory?.pValue).to.be.below(0.01);
    expect(exitCode).to.equal(99);
    expect(record.verdict.reasons.map(({ code }) => code)).to.include("leak");
    expect(report).to.include("api, memory: leaks");
    const rows = readFileSync(path.join(folder, "resources.ndjson"), "utf8").trim().split("\n");
    const subjects = new Set(rows.map((row) => (JSON.parse(row) as ResourceSample).subject));
    expect([...subjects]).to.have.members(["api", "generator", "runner"]);
  });

  it("has nothing to say against one that does not, and notes the page that nobody serves", async () => {
    const { record, stderr } = await soak("clean");
    const memory = record.trends.filter(({ quantity }) => quantity === "residentBytes");
    expect(
      memory.map(({ subject, outcome }) => [subject, outcome]),
      stderr,
    ).to.deep.equal([["api", "stable"]]);
    expect(record.verdict.reasons.map(({ code }) => code)).to.not.include("leak");
    // Of a latency that nothing holds still on a busy machine, a quarter of a minute may be too little to tell.
    const latencies = record.trends.filter(({ quantity }) => quantity === "latencyP95Seconds");
    expect(latencies.map(({ subject }) => subject)).to.have.members([
      ...["users_list", "users_get", "tasks_list", "tasks_get"],
    ]);
    expect(record.notes.join("\n")).to.match(/metrics of mongo: \S+ has no metrics on it/);
    expect(record.findings).to.deep.equal([]);
  });
});
