import { expect } from "chai";
import { mkdirSync, symlinkSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { isSweepable } from "../../../../lib/node/process/sweepable-folder.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

const state = "/home/someone/.local/state/tidemark";

describe("a folder that a sweep may remove", () => {
  const path = temporaryFolder();

  it("lies in the temporary folder or in the state folder, at any depth, and is named tidemark-*", () => {
    expect(isSweepable(join(tmpdir(), "tidemark-data-x1"), state)).to.be.true;
    expect(isSweepable(path("deep", "tidemark-data-x1"), state)).to.be.true;
    expect(isSweepable(`${state}/data/tidemark-pg`, state)).to.be.true;
  });

  for (const [why, folder] of [
    ["another name", join(tmpdir(), "postgres-data")],
    ["the name only in the middle", join(tmpdir(), "my-tidemark-data")],
    ["another place", join(homedir(), "tidemark-data")],
    ["a way out of the temporary folder", `${tmpdir()}/../tidemark-data`],
    ["a neighbour whose name begins alike", `${state}-old/tidemark-data`],
    ["a relative path", "tidemark-data"],
    ["a root", "/"],
  ] as const) {
    it(`is none for ${why}`, () => {
      expect(isSweepable(folder, state)).to.be.false;
    });
  }

  it("is none behind a link that leads out of the temporary folder", () => {
    mkdirSync(path("inside"));
    symlinkSync("/usr", path("inside", "link"));
    expect(isSweepable(path("inside", "link", "tidemark-data"), state)).to.be.false;
  });
});
