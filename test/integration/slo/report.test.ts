/** `tidemark slo report` and `check` on a real Prometheus whose events were counted by hand. */
import { expect } from "chai";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { reportObjectives, type ReportRequest } from "../../../lib/app/slo/report.ts";
import { prometheusForTests, type RealPrometheus } from "../../support/real-prometheus.ts";
import { remoteWrite } from "../../support/remote-write.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { tidemark } from "../../support/tidemark.ts";
import { halfADay, halfADayUntil } from "./support/half-a-day.ts";
import { projectWithGoals } from "./support/projects.ts";

const folder = temporaryFolder();
const window = 12 * 3600;

describe("the report on objectives", function () {
  this.timeout(60_000);
  let prometheus: RealPrometheus;
  let nowSeconds: number;

  beforeEach("fill a Prometheus", async function () {
    prometheus = await prometheusForTests(this, folder("prometheus"));
    await prometheus.start();
    nowSeconds = Math.floor(Date.now() / 1000);
    await remoteWrite(prometheus.url, halfADayUntil(nowSeconds));
  });

  afterEach("end it", () => prometheus.stop());

  const request = (projectFolder: string): ReportRequest => ({
    projectFolder,
    resultsFolder: folder("results"),
    settings: { prometheus: prometheus.url, target: null },
    windowSeconds: window,
    matchers: [],
    env: {},
    dotEnv: {},
    nowMs: Date.now,
  });

  it("has the events that were counted by hand, to the last one, and none of the load test's", async () => {
    const report = await reportObjectives(
      request(projectWithGoals(folder("team"), { errors: 0.995, latency: 0.99 })),
    );
    const [errors, latency] = report.objectives;
    const { total, failed, slow } = halfADay;
    expect(errors).to.include({ total, bad: failed, outcome: "met" });
    expect(latency).to.include({ total, bad: slow, outcome: "met" });
    // 0.5 % of 6,021 are 30.105, of which 21 are spent: 69.76 %, so that the policy's 50 % holds.
    expect(errors?.budget).to.include({ allowed: 30.105, left: 9.105 });
    expect(errors?.budget.leftShare).to.be.closeTo(1 - 21 / 30.105, 1e-9);
    expect(errors?.policy?.spentShare).to.equal(0.5);
    expect(errors?.coveredShare).to.be.within(0.99, 1);
    const inWorst = errors?.worst.reduce((sum, { bad }) => sum + bad, 0);
    expect(inWorst).to.equal(failed);
    expect(report.notes).to.deep.equal([]);
  });

  it("counts one environment of several where it is told which", async function () {
    await prometheus.stop();
    prometheus = await prometheusForTests(this, folder("several"));
    await prometheus.start();
    const environments = ["staging", "production"].map((environment) => ({ environment }));
    await remoteWrite(
      prometheus.url,
      environments.flatMap((labels) => [...halfADayUntil(nowSeconds, labels)]),
    );
    const project = projectWithGoals(folder("team"), { errors: 0.995, latency: 0.99 });
    const both = await reportObjectives(request(project));
    expect(both.objectives[0]).to.include({ total: 2 * halfADay.total, bad: 2 * halfADay.failed });
    const words = ["slo", "report", "--project", project, "--prometheus", prometheus.url, "--window", "12h"];
    const run = (selector: string) => tidemark(folder(".")).start(...words, "--selector", selector);
    const staging = await run('environment="staging"');
    expect(staging.stdout).to.match(/users_list-errors .* 6,021 +21 /);
    expect(staging.stdout.replaceAll(/\s+/g, " ")).to.contain('of series with environment="staging"');
    const none = await run('environment="lab"');
    expect(none.exitCode).to.equal(4);
    expect(none.stderr).to.contain('http_request_duration_seconds with environment="lab"');
    const injected = await run('environment="lab"} or x{y="z"');
    expect(injected.exitCode).to.equal(2);
    expect(injected.stderr).to.contain("--selector must be matchers of labels");
  });

  it("takes out of an SLA's month what was excluded, and not of the objective", async () => {
    const project = projectWithGoals(folder("team"), { errors: 0.995, latency: 0.99 });
    const before = (await reportObjectives(request(project))).objectives[0]?.sla;
    expect(before).to.deep.include({ untimed: ["announced maintenance"] });
    expect(before?.takenOut).to.deep.equal({ seconds: 0, total: 0, bad: 0 });
    mkdirSync(join(project, "monitoring"), { recursive: true });
    const instant = (seconds: number) => new Date(seconds * 1000).toISOString();
    const times = { from: instant(nowSeconds - 13 * 3600), to: instant(nowSeconds + 300) };
    const excluded = [{ exclusion: "announced maintenance", ...times, services: ["api"] }];
    writeFileSync(join(project, "monitoring/settings.yaml"), JSON.stringify({ excluded }));
    const errors = (await reportObjectives(request(project))).objectives[0];
    expect(errors).to.include({ total: halfADay.total, bad: halfADay.failed });
    expect(errors?.sla).to.deep.include({ total: 0, bad: 0, untimed: [], outcome: "undecided" });
    expect(errors?.sla?.takenOut).to.include({ total: before?.total, bad: before?.bad });
  });

  it("is a table, Markdown, a page or JSON, in a file as a whole", async () => {
    const project = projectWithGoals(folder("team"), { errors: 0.995, latency: 0.99 });
    const words = ["slo", "report", "--project", project, "--prometheus", prometheus.url, "--window", "12h"];
    const run = (...more: string[]) => tidemark(folder(".")).start(...words, ...more);
    const table = await run();
    expect(table.exitCode).to.equal(0);
    expect(table.stdout).to.match(/users_list-errors +99\.5 % +99\.65 % +6,021 +21 +9 +30\.2 %/);
    expect(table.stdout).to.contain("users_list-errors: 69.8 % of the budget is spent; from 50 % on:");
    const markdown = await run("--format", "markdown");
    expect(markdown.stdout).to.contain("| users\\_list-errors | 99.5 % |");
    expect(markdown.stdout).to.match(/errors \| .* 99 % .* \| nothing \| announced maintenance \|/);
    const file = folder("report.html");
    expect((await run("--format", "html", "--output", file)).exitCode).to.equal(0);
    expect(readFileSync(file, "utf8")).to.contain("<h1>Objectives in production</h1>").and.contain("6,021");
    const json = JSON.parse((await run("--json")).stdout) as { objectives: { total: number }[] };
    expect(json.objectives.map(({ total }) => total)).to.deep.equal([6021, 6021]);
  });

  it("ends a pipeline with 0, 99 or 3", async () => {
    const check = (project: string, ...more: string[]) =>
      tidemark(folder(".")).start(
        ...["slo", "check", "--project", project, "--prometheus", prometheus.url, "--window", "12h", ...more],
      );
    const met = await check(projectWithGoals(folder("met"), { errors: 0.995, latency: 0.99 }));
    expect(met.exitCode, met.stderr).to.equal(0);
    // 21 of 6,021 are 0.35 %, more than 0.1 %.
    const missed = await check(projectWithGoals(folder("missed"), { errors: 0.999, latency: 0.99 }));
    expect(missed.exitCode).to.equal(99);
    expect(missed.stdout).to.contain("No budget is left of users_list-errors.");
    // In the last hour nothing was asked.
    const quiet = await check(
      projectWithGoals(folder("quiet"), { errors: 0.995, latency: 0.99 }),
      "--window",
      "1h",
    );
    expect(quiet.exitCode).to.equal(3);
  });

  it("says so where no metric is there, and writes nothing", async function () {
    await prometheus.stop();
    const empty = await prometheusForTests(this, folder("empty"));
    await empty.start();
    try {
      const file = folder("report.md");
      const { exitCode, stderr } = await tidemark(folder(".")).start(
        ...["slo", "report", "--prometheus", empty.url, "--format", "markdown", "--output", file],
      );
      expect(exitCode).to.equal(4);
      expect(stderr).to.contain(
        "must have counters of the objectives' endpoints, got none in the whole window of http_requests_total or http_request_duration_seconds",
      );
      expect(existsSync(file)).to.equal(false);
    } finally {
      await empty.stop();
    }
  });
});
