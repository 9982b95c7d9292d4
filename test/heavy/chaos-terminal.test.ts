/** A person at a terminal who says yes, sees the fault, and ends it with Ctrl-C. */
import { expect } from "chai";
import { shortExperiments } from "../e2e/support/short-experiments.ts";
import { eventually } from "../support/eventually.ts";
import { type StandInTarget, startStandInTarget } from "../support/stand-in-target.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { CTRL_C, startOnTerminal, terminalForTests } from "../support/terminal.ts";
import { onlyRecord, tidemark, type Tidemark } from "../support/tidemark.ts";

const LIMIT_MS = 60_000;

describe("a person at a terminal", function () {
  this.timeout(180_000);
  const temporary = temporaryFolder();
  let target: StandInTarget;
  let tool: Tidemark;
  let project: string;

  before(async function () {
    await terminalForTests(this);
  });
  beforeEach(async () => {
    target = await startStandInTarget();
    tool = tidemark(temporary(), target.env);
    project = shortExperiments(temporary());
    target.describe(project, "mine");
  });
  afterEach(() => target.close());

  it("says y, reads what goes on, and ends it with one Ctrl-C: undone first, 105, nothing said twice", async () => {
    const words = ["chaos", "run", "long-pause", "--target", "mine", "--project", project];
    const terminal = startOnTerminal(words, tool.env);
    await eventually("it asks", () => terminal.screen().includes("[y/N] "), LIMIT_MS);
    terminal.type("y\n");
    await eventually("the fault is in", () => target.isFaulty(), LIMIT_MS);
    await eventually("it says so", () => terminal.screen().includes("fault: pauses"), LIMIT_MS);
    terminal.type(CTRL_C);
    expect(await terminal.ended, terminal.screen()).to.equal(105);
    expect(target.isFaulty()).to.equal(false);
    expect(target.engine.scripted.calls).to.deep.equal(["pause postgres", "unpause postgres"]);
    const screen = terminal.screen();
    expect(screen).to.match(/long-pause: baseline, 6 s; 1 min 18 s to go\n/);
    expect(screen).to.match(/long-pause: fault, 1 min; 1 min 12 s to go\n/);
    expect(screen).to.include("SIGINT: ending gracefully");
    expect(screen, "one Ctrl-C is one").not.to.include("again: ending at once");
    expect(onlyRecord(tool).experiments[0]).to.include({ status: "interrupted" });
    const tooLong = screen
      .split("\n")
      .filter((line) => line.length > 100)
      // A path is as long as it is.
      .filter((line) => !/^(k6 |results:|report:)/.test(line));
    expect(tooLong).to.deep.equal([]);
  });
});
