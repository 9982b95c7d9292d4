import { expect } from "chai";
import { checksumOf, requireChecksum } from "../../../../lib/node/tools/checksum.ts";
import { ToolError } from "../../../../lib/node/tools/tool-error.ts";

const [a, b] = ["a".repeat(64), "b".repeat(64)];

function refusal(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    expect(error).to.be.instanceOf(ToolError);
    expect((error as ToolError).code).to.equal("checksum");
    return (error as ToolError).message;
  }
  throw new Error("it was accepted");
}

describe("a checksum file", () => {
  const of = (text: string) => checksumOf("k6.zip", "sums.txt", text);

  it("gives the checksum of the one file, whatever else it lists", () => {
    expect(of(`${b}  k6.tar.gz\n${a}  k6.zip\n${b}  k6.zip.sig\n`)).to.equal(a);
  });

  it("may have binary marks, Windows line ends, ./ before names and capital digits", () => {
    expect(of(`${b} *k6.tar.gz\r\n${a.toUpperCase()} *./k6.zip\r\n`)).to.equal(a);
  });

  it("may list the file twice with the same checksum, but not with different ones", () => {
    expect(of(`${a}  k6.zip\n${a}  k6.zip\n`)).to.equal(a);
    expect(refusal(() => of(`${a}  k6.zip\n${b}  k6.zip\n`))).to.include(
      "more than once, with different checksums",
    );
  });

  it("must list the file under its whole name", () => {
    expect(refusal(() => of(`${a}  old-k6.zip\n${a}  k6.zip.old\n`))).to.equal(
      "sums.txt does not list k6.zip",
    );
  });

  it("must not be empty", () => {
    expect(refusal(() => of(" \n"))).to.equal("sums.txt is empty");
  });

  for (const line of ["<html>", `${a.slice(1)}  k6.zip`, `${a}k6.zip`, `${a}  `]) {
    it(`must not hold a line like ${JSON.stringify(line.slice(0, 8))} (${line.length} characters)`, () => {
      expect(refusal(() => of(`${a}  k6.zip\n${line}\n`))).to.include("sums.txt is not a checksum file");
    });
  }
});

describe("a download", () => {
  it("passes with the checksum that was expected", () => {
    expect(() => requireChecksum("k6.zip", a, a)).not.to.throw();
  });

  it("is refused with another, and both are named", () => {
    expect(refusal(() => requireChecksum("k6.zip", a, b))).to.include(`expected sha256 ${a}, got ${b}`);
  });
});
