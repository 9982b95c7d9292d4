import { expect } from "chai";
import { writeFileSync } from "node:fs";
import { outputTail } from "../../../../lib/node/process/output-tail.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

describe("the end of a process's output", () => {
  const path = temporaryFolder();
  const write = (text: string) => writeFileSync(path("api.log"), text);

  it("is its last lines, indented, under the file's name", () => {
    write("first\n\nsecond\n");
    expect(outputTail(path("api.log"), 0)).to.equal(
      `; the end of ${path("api.log")}:\n    first\n    second`,
    );
  });

  it("leaves out what was there before", () => {
    write("before\nafter\n");
    expect(outputTail(path("api.log"), "before\n".length)).not.to.include("before");
  });

  it("is bounded, however much was written", () => {
    write(Array.from({ length: 100_000 }, (_, index) => `line ${index}`).join("\n"));
    const tail = outputTail(path("api.log"), 0);
    expect(tail).to.include("line 99999").and.not.include("line 99980");
  });

  it("says so when nothing was written", () => {
    write("before\n");
    expect(outputTail(path("api.log"), "before\n".length)).to.equal(
      `; it wrote nothing to ${path("api.log")}`,
    );
  });

  it("is nothing where no output was kept", () => {
    expect(outputTail(null, 0)).to.equal("");
  });
});
