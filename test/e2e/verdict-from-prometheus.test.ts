/** Runs of the real k6, judged a second time from a real Prometheus alone: the same counts, the same verdict. */
import { join } from "node:path";
import { expect } from "chai";
import type { RunRecord } from "../../lib/core/record/record.ts";
import type { Observation } from "../../lib/core/record/verdict.ts";
import type { RunVerdict } from "../../lib/core/slo/run-verdict.ts";
import { prometheusForTests, type RealPrometheus } from "../support/real-prometheus.ts";
import {
  answer,
  type Behaviour,
  type ScriptedServer,
  startScriptedServer,
} from "../support/scripted-server.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { onlyRecord, tidemark, type Tidemark } from "../support/tidemark.ts";

describe("tidemark verdict, of a run that a Prometheus has", () => {
  const temporary = temporaryFolder();
  let prometheus: RealPrometheus;
  let server: ScriptedServer;
  let tool: Tidemark;

  beforeEach(async function () {
    prometheus = await prometheusForTests(this, temporary("prometheus"));
    await prometheus.start();
    tool = tidemark(temporary());
  });
  afterEach(async () => {
    await server.close();
    await prometheus.stop();
  });

  async function recorded(behaviour: Behaviour, ...flags: string[]): Promise<RunRecord> {
    server = await startScriptedServer(behaviour);
    const urls = ["api", "postgres", "mongo"].flatMap((service) => ["--url", `${service}=${server.url}`]);
    const words = ["run", "sustained", "--warmup", "1s", "--duration", "4s", ...flags];
    await tool.start(...words, "--prometheus", prometheus.url, ...urls);
    return onlyRecord(tool);
  }

  async function judged(runId: string, ...more: string[]) {
    const words = ["verdict", "--testid", runId, "--prometheus", prometheus.url, "--json"];
    const { exitCode, stdout, stderr } = await tool.start(...words, ...more);
    if (stdout === "") throw new Error(stderr);
    return { exitCode, verdict: JSON.parse(stdout) as RunVerdict };
  }

  const counts = (observations: readonly Observation[]) =>
    observations.map(({ objective, phase, total, bad, dropped }) => ({
      objective,
      phase,
      total,
      bad,
      dropped,
    }));

  it("has the run's own counts and verdict, where every request is answered well", async () => {
    const record = await recorded(() => false, "--rate", "200");
    const { exitCode, verdict } = await judged(record.runId);
    expect(exitCode).to.equal(0);
    expect(verdict).to.include({ basis: "record" });
    expect(record.observations).not.to.deep.equal([]);
    expect(counts(verdict.observations)).to.deep.equal(counts(record.observations));
    expect(verdict.verdict).to.deep.equal(record.verdict);
    expect(verdict.results).to.deep.equal(record.results);
    expect(verdict.notes.join(" ")).to.contain("Every count is equal to the run's own.");
    expect(verdict.notes.join(" ")).to.contain("How the load generator fared is not in Prometheus");
    const text = (await tool.start("verdict", "--testid", record.runId, "--prometheus", prometheus.url))
      .stdout;
    expect(text).to.contain("Verdict: PASS");
  });

  it("has them where every tenth request fails, with a record and by the project's objectives without one", async () => {
    let requests = 0;
    const record = await recorded(
      (_request, response) => ++requests % 10 === 0 && answer(response, 503, {}),
      ...["--rate", "200"],
    );
    const { exitCode, verdict } = await judged(record.runId);
    expect(exitCode).to.equal(99);
    expect(record.verdict.status).to.equal("fail");
    expect(verdict.verdict).to.deep.equal(record.verdict);
    expect(counts(verdict.observations)).to.deep.equal(counts(record.observations));
    expect(verdict.observations.some(({ bad }) => bad > 50)).to.equal(true);

    const alone = await judged(record.runId, "--results", join(temporary(), "elsewhere"));
    expect(alone.exitCode).to.equal(99);
    expect(alone.verdict.basis).to.equal("project");
    expect(counts(alone.verdict.observations)).to.have.deep.members(counts(record.observations));
    expect(alone.verdict.notes[0]).to.contain("The results folder does not hold the run");
  });

  it("has them where iterations are dropped", async () => {
    const record = await recorded(
      (_request, response) => {
        setTimeout(() => answer(response, 200, { data: [] }), 40);
        return true;
      },
      ...["--rate", "100", "--vus", "1"],
    );
    const { exitCode, verdict } = await judged(record.runId);
    expect(record.observations.every(({ dropped }) => dropped > 100)).to.equal(true);
    expect(counts(verdict.observations)).to.deep.equal(counts(record.observations));
    expect(exitCode).to.equal(record.exitCode);
    const alone = await judged(record.runId, "--results", join(temporary(), "elsewhere"));
    // The plan left the objective on errors out, which the project has.
    expect(counts(alone.verdict.observations)).to.include.deep.members(counts(record.observations));
  });

  it("says so of a run that it has nothing of, and of one that is not named", async () => {
    server = await startScriptedServer(() => false);
    const unknown = await tool.start("verdict", "--testid", "nobody", "--prometheus", prometheus.url);
    expect(unknown.exitCode).to.equal(4);
    expect(unknown.stderr).to.contain('must have counters of the run, got none with testid "nobody"');
    const unnamed = await tool.start("verdict", "--prometheus", prometheus.url);
    expect(unnamed.exitCode).to.equal(2);
    expect(unnamed.stderr).to.contain("tidemark verdict needs --testid <id>, got nothing");
  });
});
