/**
 * The alert that an experiment expects, asked of a real Alertmanager: one that fires some seconds into the
 * fault, and one that never does. The target stands in for one of Docker's.
 */
import { expect } from "chai";
import { execa } from "execa";
import { shortExperiments } from "../e2e/support/short-experiments.ts";
import { type StorePlace, storePlace } from "../stores/store-place.ts";
import { builtProgramHost } from "../support/built-daemons.ts";
import { eventually } from "../support/eventually.ts";
import { skipBecause } from "../support/skip.ts";
import { type StandInTarget, startStandInTarget } from "../support/stand-in-target.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { onlyRecord, tidemark, type Tidemark } from "../support/tidemark.ts";
import { type OwnAlertmanager, startOwnAlertmanager } from "./support/own-alertmanager.ts";

const FAULT_LIMIT_MS = 60_000;
/** Some seconds into a fault of eight, which is looked at every two. */
const FIRES_AFTER_MS = 3_000;
const LOOKED_AT_EVERY_MS = 2_000;
/** For two cores that others use, too. */
const BUSY_MS = 2_000;

const EXPECTED = "ErrorBudgetBurn";
const experiments = ["alarming", "silent"].map(
  (name) => `
  experiment({
    ...common,
    name: "${name}",
    description: "Whoever watches hears of it",
    fault: { kind: "pause", services: ["postgres"] },
    faultSeconds: 8,
    stopWhen: { windowSeconds: 30, failedShareAbove: 1, prometheus: null },
    expectedAlert: "${EXPECTED}",
  }),`,
);
const quiet = { route: { receiver: "nobody" }, receivers: [{ name: "nobody" }] };

describe("the alert that an experiment expects, on a real Alertmanager", function () {
  this.timeout(240_000);
  const temporary = temporaryFolder();
  let place: StorePlace;
  let alertmanager: OwnAlertmanager;
  let target: StandInTarget;
  let tool: Tidemark;
  let project: string;

  beforeEach("start it", async function () {
    const program = await installed();
    if (program === null) skipBecause(this, "there is no Alertmanager on the PATH");
    await builtProgramHost();
    place = storePlace();
    alertmanager = await startOwnAlertmanager(place, program, quiet, "none-*.tmpl");
    target = await startStandInTarget();
    tool = tidemark(temporary(), target.env);
    project = shortExperiments(temporary(), experiments.join(""));
    target.describe(project, "mine", [`alertmanager: "http://${alertmanager.address}"`]);
  });
  afterEach("end it", async () => {
    await target.close();
    await place.remove();
  });

  it("fired so long after the injection, or did not fire, and the record and the terminal say so", async () => {
    await post("SomethingElse", 600_000);
    const words = ["chaos", "run", "alarming", "silent", "--target", "mine", "--yes", "--quiet"];
    const run = tool.start(...words, "--project", project);
    await eventually("the fault is in", () => target.isFaulty() || run.exitCode !== null, FAULT_LIMIT_MS);
    const injectedAt = performance.now();
    await eventually(
      "some seconds pass",
      () => performance.now() - injectedAt >= FIRES_AFTER_MS,
      FAULT_LIMIT_MS,
    );
    // Over before the next experiment begins.
    await post(EXPECTED, 6_000);
    const { stdout, stderr } = await run;
    const [alarming, silent] = onlyRecord(tool).experiments;
    expect([alarming?.status, silent?.status], stderr).to.deep.equal(["completed", "completed"]);
    expect(alarming?.faults[0]?.alert?.name).to.equal(EXPECTED);
    expect(alarming?.faults[0]?.alert?.firedAfterSeconds).to.be.within(
      FIRES_AFTER_MS / 1000,
      (FIRES_AFTER_MS + LOOKED_AT_EVERY_MS + BUSY_MS) / 1000,
    );
    expect(silent?.faults[0]?.alert).to.deep.equal({ name: EXPECTED, firedAfterSeconds: null });
    const text = stdout.replace(/\s+/g, " ");
    expect(text).to.match(
      /The alert that was expected, ErrorBudgetBurn, fired [\d.]+ s after the injection\./,
    );
    expect(text).to.include("The alert that was expected, ErrorBudgetBurn, did not fire.");
  });

  /** As a Prometheus does it. */
  async function post(alertname: string, firesForMs: number): Promise<void> {
    const endsAt = new Date(Date.now() + firesForMs).toISOString();
    const answer = await fetch(`http://${alertmanager.address}/api/v2/alerts`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify([{ labels: { alertname }, endsAt }]),
    });
    expect(answer.status).to.equal(200);
  }
});

/** By Debian's name, or by its own; null without one. */
async function installed(): Promise<string | null> {
  for (const program of ["prometheus-alertmanager", "alertmanager"]) {
    const { exitCode } = await execa(program, ["--version"], { reject: false });
    if (exitCode === 0) return program;
  }
  return null;
}
