/** Processors are kept apart by the system's own means, seen from outside. */
import { expect } from "chai";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { openLedger } from "../../../lib/node/process/ledger.ts";
import { allowedCores, pinProcess, splitOwnCores } from "../../../lib/node/process/pinning.ts";
import { observeProcess } from "../../../lib/node/process/process-identity.ts";
import { startProgram } from "../../../lib/node/process/program.ts";
import { builtProgramHost } from "../../support/built-daemons.ts";
import { skipBecause } from "../../support/skip.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { forever, writeProgram } from "./scripts.ts";

describe("a process that is kept to some processors", () => {
  const path = temporaryFolder();
  let last: number;
  let child: ChildProcess | null = null;

  before(async function () {
    const split = splitOwnCores();
    if ("whyNot" in split) skipBecause(this, split.whyNot);
    last = split.system.at(-1) ?? 0;
    await builtProgramHost();
  });
  afterEach(() => {
    child?.kill("SIGKILL");
    child = null;
  });

  it("runs there from its start, with what it starts, and the runner stays where it is", async () => {
    const before = allowedCores(process.pid);
    const ledger = openLedger(path("state"));
    const program = await startProgram({
      ...{ name: "a program", command: writeProgram(path("program"), forever), args: [], env: process.env },
      ...{ output: { file: path("log") }, graceMs: 100, cores: [last], ledger },
    });
    try {
      expect(allowedCores(program.pid)).to.deep.equal([last]);
      expect(allowedCores(process.pid)).to.deep.equal(before);
    } finally {
      program.killNow();
      await program.exited;
      ledger.close();
    }
    expect(observeProcess(program.pid)).to.equal(null);
  });

  it("can be moved while it runs", async () => {
    child = spawn("sleep", ["60"]);
    await once(child, "spawn");
    const { pid = 0 } = child;
    expect(pinProcess(pid, [last])).to.equal(true);
    expect(allowedCores(pid)).to.deep.equal([last]);
  });

  it("is not, and says so, where it does not run", async () => {
    child = spawn("true");
    const { pid = 0 } = child;
    await once(child, "exit");
    expect([pinProcess(pid, [last]), allowedCores(pid)]).to.deep.equal([false, null]);
  });
});
