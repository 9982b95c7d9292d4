import { expect } from "chai";
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { readLedger } from "../../../../lib/node/process/ledger-file.ts";
import { openLedger } from "../../../../lib/node/process/ledger.ts";
import { ProcessError } from "../../../../lib/node/process/process-error.ts";
import { ownIdentity } from "../../../../lib/node/process/process-identity.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

describe("a runner's ledger", () => {
  const path = temporaryFolder();
  const files = () => readdirSync(path("state", "runners"));
  const content = () => readLedger(path("state", "runners", String(files()[0])));

  it("is on disk from its opening, under the runner's identity", () => {
    openLedger(path("state"));
    expect(files()).to.have.lengthOf(1);
    expect(files()[0]).to.match(new RegExp(`^${process.pid}-.*\\.json$`));
    expect(content()).to.deep.equal({ schema: 1, runner: ownIdentity(), processes: [], folders: [] });
  });

  it("has on disk what was recorded, as soon as it was, and not what was forgotten", () => {
    const ledger = openLedger(path("state"));
    ledger.recordProcess({ pid: process.pid, name: "k6" });
    ledger.recordFolder(path("tidemark-data"));
    expect(content().processes).to.deep.equal([{ name: "k6", ...ownIdentity() }]);
    expect(content().folders).to.deep.equal([path("tidemark-data")]);
    ledger.forgetProcess(process.pid);
    ledger.forgetFolder(path("tidemark-data"));
    expect(content()).to.include({ schema: 1 }).and.to.deep.include({ processes: [], folders: [] });
  });

  it("does not take a process that is gone already", () => {
    const ledger = openLedger(path("state"));
    ledger.recordProcess({ pid: 2 ** 22 + 1, name: "quick" });
    expect(content().processes).to.deep.equal([]);
  });

  it("refuses a folder that no sweep would remove", () => {
    const ledger = openLedger(path("state"));
    expect(() => ledger.recordFolder("/usr/share"))
      .to.throw(ProcessError, "/usr/share")
      .with.property("code", "folderNotSweepable");
  });

  it("is removed when it is closed empty", () => {
    openLedger(path("state")).close();
    expect(files()).to.deep.equal([]);
  });

  it("stays for the next sweep when something is left at its closing", () => {
    const ledger = openLedger(path("state"));
    ledger.recordFolder(path("tidemark-data"));
    ledger.close();
    expect(files()).to.have.lengthOf(1);
  });

  it("of each opening has a file of its own", () => {
    openLedger(path("state"));
    openLedger(path("state"));
    expect(files()).to.have.lengthOf(2);
  });

  it("that can't be written is told before anything is started", () => {
    writeFileSync(path("state"), "a file in the way");
    expect(() => openLedger(path("state")))
      .to.throw(ProcessError, "TIDEMARK_STATE_DIR")
      .with.property("code", "stateFolder");
  });

  it("forgets without complaint when the disk no longer takes it", () => {
    const ledger = openLedger(path("state"));
    ledger.recordProcess({ pid: process.pid, name: "k6" });
    rmSync(path("state"), { recursive: true });
    writeFileSync(path("state"), "a file in the way");
    ledger.forgetProcess(process.pid);
  });
});
