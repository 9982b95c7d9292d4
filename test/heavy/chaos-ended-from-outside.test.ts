/**
 * What ends an experiment from outside while its fault is in: the target's kill switch, and a Prometheus
 * that says too much or nothing. The whole command, on a target that stands in for one of Docker's.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { shortExperiments } from "../e2e/support/short-experiments.ts";
import { eventually } from "../support/eventually.ts";
import {
  answer,
  type Behaviour,
  type ScriptedServer,
  startScriptedServer,
} from "../support/scripted-server.ts";
import { type StandInTarget, startStandInTarget } from "../support/stand-in-target.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { onlyRecord, type Started, tidemark, type Tidemark } from "../support/tidemark.ts";

/** Steady state, warm-up and baseline, on a busy machine. */
const FAULT_LIMIT_MS = 60_000;
/** The kill switch is looked at each second. */
const SWITCHED_LIMIT_MS = 5_000;
/** Three questions, 5 s apart, each of which may take 5 s. */
const UNANSWERED_LIMIT_MS = 35_000;

const QUERY = "sum(errors)";
const watchedByPrometheus = `
  experiment({
    ...common,
    name: "long-pause",
    description: "A service stands still for a minute",
    fault: { kind: "pause", services: ["postgres"] },
    faultSeconds: 60,
    stopWhen: { windowSeconds: 30, failedShareAbove: 1, prometheus: { query: "${QUERY}", above: 2 } },
  }),
`;

describe("an experiment that is ended from outside", () => {
  const temporary = temporaryFolder();
  let target: StandInTarget;
  let tool: Tidemark;
  let project: string;
  let outside: ScriptedServer | null;

  beforeEach(async () => {
    target = await startStandInTarget();
    tool = tidemark(temporary(), target.env);
    project = shortExperiments(temporary(), watchedByPrometheus);
    outside = null;
  });
  afterEach(async () => {
    await outside?.close();
    await target.close();
  });

  const served = async (behaviour: Behaviour) => {
    outside = await startScriptedServer(behaviour);
    return outside.url;
  };

  async function faulty(): Promise<{ readonly run: Started }> {
    const words = ["chaos", "run", "long-pause", "--target", "mine", "--yes", "--quiet"];
    const run = tool.start(...words, "--project", project);
    await eventually("the fault is in", () => target.isFaulty() || run.exitCode !== null, FAULT_LIMIT_MS);
    if (!target.isFaulty()) throw new Error(`it ended first: ${(await run).stderr}`);
    return { run };
  }

  /** Undone, and then ended with 108, for this reason and no other. */
  async function aborted(run: Started, withinMs: number, why: RegExp): Promise<void> {
    await eventually("it is undone", () => !target.isFaulty(), withinMs);
    const { exitCode, stdout, stderr } = await run;
    expect(exitCode, stderr).to.equal(108);
    const record = onlyRecord(tool);
    expect(record.verdict.status).to.equal("aborted");
    expect(record.facts?.stopCondition).to.match(why);
    expect(record.experiments[0]).to.include({ status: "aborted" });
    expect(record.experiments[0]?.faults[0]).to.include({ presence: "clean" });
    expect(stdout.replace(/\s+/g, " "), "the terminal says why, too").to.match(why);
    expect(target.engine.scripted.calls).to.deep.equal(["pause postgres", "unpause postgres"]);
    expect((await tool.start("chaos", "status")).exitCode).to.equal(0);
  }

  it("is undone and ended with 108 once the file of the kill switch is there", async () => {
    target.describe(project, "mine", ["killSwitch: { file: off-switch }"]);
    const { run } = await faulty();
    writeFileSync(join(project, "off-switch"), "");
    await aborted(run, SWITCHED_LIMIT_MS, /the kill switch was set: \S+\/off-switch exists/);
  });

  it("is undone and ended with 108 once the address of the kill switch says anything but off", async () => {
    let says = "off";
    const url = await served((_, response) => {
      response.writeHead(200).end(says);
      return true;
    });
    target.describe(project, "mine", [`killSwitch: { url: "${url}/chaos" }`]);
    const { run } = await faulty();
    says = "on";
    await aborted(run, SWITCHED_LIMIT_MS, /the kill switch was set: \S+\/chaos answers 200 "on", not off/);
  });

  it("is undone and ended with 108 once the address of the kill switch is gone", async () => {
    const url = await served((_, response) => {
      response.writeHead(200).end("off");
      return true;
    });
    target.describe(project, "mine", [`killSwitch: { url: "${url}" }`]);
    const { run } = await faulty();
    await outside?.close();
    outside = null;
    await aborted(run, SWITCHED_LIMIT_MS, /the kill switch was set: \S+ cannot be asked \(ECONNREFUSED\)/);
  });

  describe("by a Prometheus", () => {
    /** Answers every question with the value of the moment; null: it is not well. */
    let value: number | null;

    beforeEach(async () => {
      value = 1;
      const url = await served(({ url: path = "" }, response) => {
        if (!path.startsWith("/api/v1/query")) {
          response.writeHead(204).end();
          return true;
        }
        if (value === null) return answer(response, 503, { status: "error", error: "no storage" });
        const sample = { metric: {}, value: [Date.now() / 1000, String(value)] };
        return answer(response, 200, {
          status: "success",
          data: { resultType: "vector", result: [sample] },
        });
      });
      target.describe(project, "mine", [], [`prometheus: { url: "${url}" }`]);
    });

    it("is undone and ended with 108 once the answer is above the limit", async () => {
      const { run } = await faulty();
      value = 2;
      await eventually("it was asked again", asksAgain(), SWITCHED_LIMIT_MS + 2_000);
      expect(target.isFaulty(), "the limit itself is not above it").to.equal(true);
      value = 2.5;
      await aborted(run, SWITCHED_LIMIT_MS + 2_000, /sum\(errors\) is 2\.5, above 2/);
    });

    it("is undone and ended with 108 once it was asked three times without an answer", async () => {
      const { run } = await faulty();
      value = null;
      await eventually("it was asked again", asksAgain(), SWITCHED_LIMIT_MS + 2_000);
      expect(target.isFaulty(), "once is not enough").to.equal(true);
      await aborted(run, UNANSWERED_LIMIT_MS, /the stop condition could not be looked at: .*503.*no storage/);
    });

    function asksAgain(): () => boolean {
      const asked = () => outside?.counts.get("POST /api/v1/query") ?? 0;
      const before = asked();
      return () => asked() > before;
    }
  });
});
