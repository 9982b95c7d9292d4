import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { ToolError } from "../../../lib/node/tools/tool-error.ts";
import { unpackMember } from "../../../lib/node/tools/unpack.ts";
import { tarGz, zip, type ArchiveEntry } from "./archives.ts";

const member = "k6-v2.2.0/k6";
const wanted: ArchiveEntry = { path: member, content: "the program" };

describe("unpacking", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "tidemark-unpack-test-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function unpack(name: string, bytes: Buffer, maximumBytes = 1_000): Promise<string> {
    const archive = join(folder, name);
    const destination = join(folder, "program");
    await writeFile(archive, bytes);
    await unpackMember({ archive, name, member, destination, maximumBytes });
    return readFile(destination, "utf8");
  }

  async function refusal(name: string, bytes: Buffer, maximumBytes?: number): Promise<string> {
    const error = await unpack(name, bytes, maximumBytes).catch((caught: unknown) => caught);
    expect(error).to.be.instanceOf(ToolError);
    expect((error as ToolError).code).to.equal("archive");
    return (error as ToolError).message;
  }

  for (const { name, pack } of [
    { name: "a.tar.gz", pack: tarGz },
    { name: "a.zip", pack: zip },
  ]) {
    describe(name, () => {
      it("gives the one wanted file, and nothing else of it is written", async () => {
        const other = { path: "k6-v2.2.0/LICENSE", content: "licence" };
        expect(await unpack(name, pack([other, wanted, other]))).to.equal("the program");
        expect((await readdir(folder)).sort()).to.deep.equal([name, "program"]);
      });

      it("is refused without the wanted file", async () => {
        const message = await refusal(name, pack([{ path: "k6", content: "" }]));
        expect(message).to.equal(`${name} cannot be unpacked: it holds no ${member}`);
      });

      for (const path of ["../escaped", "k6-v2.2.0/../../escaped", "/escaped"]) {
        it(`is refused with the name ${path} in it`, async () => {
          expect(await refusal(name, pack([wanted, { path, content: "x" }]))).to.include(path);
          expect(await readdir(join(folder, ".."))).not.to.include("escaped");
        });
      }

      it("is refused when the wanted file is a link", async () => {
        const link = { path: member, content: "/etc/passwd", isLink: true };
        expect(await refusal(name, pack([link]))).to.include(`${member} in it is not a plain file`);
      });

      it("is refused when the wanted file is larger than the limit", async () => {
        expect(await refusal(name, pack([wanted]), 5)).to.include(`${member} in it is larger than 5 bytes`);
      });

      it("is refused when it is damaged", async () => {
        const whole = pack([{ ...wanted, content: "x".repeat(900) }]);
        expect(await refusal(name, whole.subarray(0, whole.length - 40))).to.include(
          `${name} cannot be unpacked: `,
        );
      });

      it("is refused when it is something else", async () => {
        expect(await refusal(name, Buffer.from("<!doctype html>".repeat(100)))).to.include(
          "cannot be unpacked: ",
        );
      });
    });
  }
});
