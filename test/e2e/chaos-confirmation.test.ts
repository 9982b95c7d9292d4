/** Nothing is broken before a person at a terminal has said yes. */
import { expect } from "chai";
import { eventually } from "../support/eventually.ts";
import { type StandInTarget, startStandInTarget } from "../support/stand-in-target.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { CTRL_C, startOnTerminal, type Terminal, terminalForTests } from "../support/terminal.ts";
import { runFolders, tidemark, type Tidemark } from "../support/tidemark.ts";
import { shortExperiments } from "./support/short-experiments.ts";

const ASKED_LIMIT_MS = 60_000;
const QUESTION = "Go on, on target mine? [y/N] ";

describe("tidemark chaos run at a terminal", () => {
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

  async function asked(): Promise<Terminal> {
    const words = ["chaos", "run", "short-kill", "--target", "mine", "--project", project];
    const terminal = startOnTerminal(words, tool.env);
    await eventually("it asks", () => terminal.screen().includes(QUESTION), ASKED_LIMIT_MS);
    return terminal;
  }

  function nothingHappened(): void {
    expect(target.engine.scripted.calls, "asked of the engine").to.deep.equal([]);
    expect(target.requests(), "requests").to.equal(0);
    expect(runFolders(tool), "no run is left").to.deep.equal([]);
  }

  it("says what it is about to do, in lines that fit, before it asks", async () => {
    const terminal = await asked();
    const screen = terminal.screen();
    expect(screen).to.include("experiment short-kill: A service that is killed comes back\n");
    expect(screen).to.include("short-kill: kills an instance of postgres, drawn by the seed, 2 times");
    expect(screen).to.include("this takes 41 s, counted from the first request\n");
    for (const line of screen.split("\n")) expect(line.length, line).to.be.at.most(100);
    terminal.type("n\n");
    await terminal.ended;
  });

  for (const answered of ["n\n", "\n", "yesterday\n"]) {
    it(`sends nothing and ends with 4 where the answer is ${JSON.stringify(answered)}`, async () => {
      const terminal = await asked();
      nothingHappened();
      terminal.type(answered);
      expect(await terminal.ended, terminal.screen()).to.equal(4);
      expect(terminal.screen()).to.include("chaos: refused, and nothing was changed");
      expect(terminal.screen()).to.include("it was not confirmed; answer y to go on");
      nothingHappened();
    });
  }

  it("sends nothing and ends with 105 where the answer is Ctrl-C", async () => {
    const terminal = await asked();
    terminal.type(CTRL_C);
    expect(await terminal.ended, terminal.screen()).to.equal(105);
    nothingHappened();
  });
});
