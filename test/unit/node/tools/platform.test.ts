import { expect } from "chai";
import { pinnedProgram, readPins } from "../../../../lib/node/tools/pinned.ts";
import { archiveFormat, assetFor, executableName } from "../../../../lib/node/tools/platform.ts";

describe("the asset of k6 for a platform", () => {
  const { release } = pinnedProgram(readPins(), "k6");
  const table = [
    { os: "linux", cpu: "x64", file: "k6-v2.2.0-linux-amd64.tar.gz", member: "k6-v2.2.0-linux-amd64/k6" },
    { os: "linux", cpu: "arm64", file: "k6-v2.2.0-linux-arm64.tar.gz", member: "k6-v2.2.0-linux-arm64/k6" },
    { os: "darwin", cpu: "x64", file: "k6-v2.2.0-macos-amd64.zip", member: "k6-v2.2.0-macos-amd64/k6" },
    { os: "darwin", cpu: "arm64", file: "k6-v2.2.0-macos-arm64.zip", member: "k6-v2.2.0-macos-arm64/k6" },
    {
      os: "win32",
      cpu: "x64",
      file: "k6-v2.2.0-windows-amd64.zip",
      member: "k6-v2.2.0-windows-amd64/k6.exe",
    },
  ];

  for (const { os, cpu, file, member } of table) {
    it(`is ${file} for ${os} on ${cpu}`, () => {
      const asset = release === null ? null : assetFor(release, { os, cpu });
      expect(asset).to.deep.equal({ os, cpu, file, member, experimental: os === "win32" });
    });
  }

  it("lists no other platform", () => {
    expect(release?.assets).to.have.lengthOf(table.length);
  });

  for (const platform of [
    { os: "linux", cpu: "ia32" },
    { os: "win32", cpu: "arm64" },
    { os: "freebsd", cpu: "x64" },
  ]) {
    it(`is none for ${platform.os} on ${platform.cpu}`, () => {
      expect(release === null ? undefined : assetFor(release, platform)).to.equal(null);
    });
  }
});

describe("a platform", () => {
  it("gives executables of Windows their ending", () => {
    expect(executableName("k6", { os: "win32", cpu: "x64" })).to.equal("k6.exe");
    expect(executableName("k6", { os: "darwin", cpu: "arm64" })).to.equal("k6");
  });

  it("tells the format of an archive by its name", () => {
    expect(archiveFormat("k6-v2.2.0-macos-arm64.zip")).to.equal("zip");
    expect(archiveFormat("k6-v2.2.0-linux-amd64.tar.gz")).to.equal("tar.gz");
  });
});
