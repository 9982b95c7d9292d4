import { expect } from "chai";
import type { ConfigError } from "../../../../lib/node/config/config-error.ts";
import {
  flagsOf,
  readOption,
  requireOption,
  testIdOption,
  windowOption,
} from "../../../../lib/node/config/own-option.ts";

function errorOf(read: () => unknown): ConfigError {
  try {
    read();
  } catch (error) {
    return error as ConfigError;
  }
  throw new Error("it was taken");
}

describe("an option of one command", () => {
  it("is null where it was not given", () => {
    expect(readOption(windowOption, undefined)).to.equal(null);
    expect(flagsOf(windowOption)).to.equal("--window <time>");
  });

  it("takes hours, days and weeks as a window, from an hour to 92 days", () => {
    const seconds = ["1h", "12h", "30d", "4w", "92d"].map((text) => readOption(windowOption, text));
    expect(seconds).to.deep.equal([3600, 43_200, 2_592_000, 2_419_200, 7_948_800]);
  });

  for (const [text, code, rule] of [
    ["93d", "outOfRange", "must be at least 1h and at most 2208h"],
    ["0d", "outOfRange", "must be at least 1h"],
    ["30", "badValue", "must be a time in hours, days or weeks (12h, 30d, 4w)"],
    ["30m", "badValue", "must be a time in hours"],
    ["1.5d", "badValue", "must be a time in hours"],
  ] as const) {
    it(`refuses a window of ${text} with the rule and an example`, () => {
      const error = errorOf(() => readOption(windowOption, text));
      expect(error).to.include({ code, kind: "usage" });
      expect(error.message).to.contain(`--window ${rule}`).and.contain("--window 30d");
    });
  }

  it("that is needed is missed by name", () => {
    expect(requireOption(testIdOption, "run-1", "tidemark verdict")).to.equal("run-1");
    const error = errorOf(() => requireOption(testIdOption, undefined, "tidemark verdict"));
    expect(error).to.include({ code: "missingArgument" });
    expect(error.message).to.contain("tidemark verdict needs --testid <id>, got nothing");
  });
});
