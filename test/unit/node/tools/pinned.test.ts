import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { installRoot } from "../../../../lib/node/process/install-root.ts";
import { parsePins, pinnedProgram, readPins } from "../../../../lib/node/tools/pinned.ts";
import { ToolError } from "../../../../lib/node/tools/tool-error.ts";

const file = join(installRoot(), "tools", "pinned.json");
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the tests damage it on purpose
type Json = any;

function failure(run: () => unknown): ToolError {
  try {
    run();
  } catch (error) {
    expect(error).to.be.instanceOf(ToolError);
    return error as ToolError;
  }
  throw new Error("it was accepted");
}

describe("the list of outside programs", () => {
  it("is valid as it is committed, and k6 is on it", () => {
    expect(pinnedProgram(readPins(), "k6")).to.include({ version: "2.2.0", accepts: "2.2.x" });
  });

  it("names Go modules that are there, which require the pinned version", () => {
    for (const [name, program] of Object.entries(readPins().programs)) {
      if (program.goModule === null) continue;
      const folder = join(installRoot(), program.goModule);
      expect(existsSync(join(folder, "go.sum")), name).to.equal(true);
      expect(readFileSync(join(folder, "go.mod"), "utf8"), name).to.match(
        new RegExp(` v${program.version.replaceAll(".", "[.]")}( // indirect)?\n`),
      );
    }
  });

  it("names the valid programs when asked for another", () => {
    const error = failure(() => pinnedProgram(readPins(), "k7"));
    expect(error).to.include({ code: "unknown", kind: "usage" });
    expect(error.message).to.equal(
      'no outside program is called "k7"; pinned are k6, promtool, amtool, k6-disruptor, kubectl, toxiproxy',
    );
  });

  const damages: { what: string; damage: (pins: Json) => void; says: string }[] = [
    {
      what: "an unknown key",
      damage: (p) => (p.programs.k6.color = 1),
      says: 'programs.k6: Unrecognized key: "color"',
    },
    {
      what: "an address without HTTPS",
      damage: (p) => (p.modules["k6-jslib-summary"].url = "http://x.io/a"),
      says: "must be an https:// address",
    },
    {
      what: "a checksum that is none",
      damage: (p) => (p.modules["k6-jslib-summary"].sha256 = "49"),
      says: "must be 64 lower-case hexadecimal digits",
    },
    {
      what: "a range that is none",
      damage: (p) => (p.programs.k6.accepts = "^2"),
      says: "programs.k6.accepts: must be a range like 2.2.x",
    },
    {
      what: "a version outside the range",
      damage: (p) => (p.programs.k6.version = "2.3.0"),
      says: "programs.k6: version must lie in accepts",
    },
    {
      what: "a mirror's variable where there is no release",
      damage: (p) => (p.programs["k6-disruptor"].environment.baseUrl = "X"),
      says: "environment.baseUrl must be null exactly where there is no release",
    },
    {
      what: "a pattern without a group",
      damage: (p) => (p.programs.k6.versionCommand.pattern = "v.*"),
      says: "must be a regular expression with one group",
    },
    {
      what: "a pattern that does not compile",
      damage: (p) => (p.programs.k6.versionCommand.pattern = "("),
      says: "must be a regular expression with one group",
    },
    {
      what: "a file that is no archive",
      damage: (p) => (p.programs.k6.release.assets[0].file = "k6.deb"),
      says: "programs.k6.release.assets.0.file: must end in .tar.gz or .zip",
    },
    {
      what: "a file with a folder",
      damage: (p) => (p.programs.k6.release.checksums = "../sums"),
      says: "must be a plain file name",
    },
    {
      what: "a member outside the archive",
      damage: (p) => (p.programs.k6.release.assets[0].member = "/etc/passwd"),
      says: "must be a relative path with /",
    },
  ];
  for (const { what, damage, says } of damages) {
    it(`is refused with ${what}, and says where`, () => {
      const pins: Json = JSON.parse(readFileSync(file, "utf8"));
      damage(pins);
      const error = failure(() => parsePins(file, JSON.stringify(pins)));
      expect(error).to.include({ code: "pins", kind: "machine" });
      expect(error.message).to.include(says);
    });
  }

  it("is refused when it is no JSON", () => {
    expect(failure(() => parsePins(file, "{")).message).to.include(`${file} is not a valid list`);
  });
});
