/** `tidemark notify` as the nightly job runs it: records in folders, a webhook that listens, a secret address. */
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import type { VerdictStatus } from "../../lib/core/record/verdict.ts";
import { aRecord } from "../unit/core/given.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { tidemark } from "../support/tidemark.ts";

const secretPath = "/services/T0/s3cret-of-the-test";
const link = "https://ci.example/runs/7";

describe("tidemark notify", () => {
  const temporary = temporaryFolder();
  const posted: { path: string; body: unknown }[] = [];
  let server: Server;
  let status = 200;

  beforeEach(async () => {
    status = 200;
    posted.length = 0;
    server = createServer((request, response) => {
      let text = "";
      request.on("data", (chunk: Buffer) => (text += chunk.toString("utf8")));
      request.on("end", () => {
        posted.push({ path: request.url ?? "", body: JSON.parse(text) as unknown });
        response.writeHead(status, status === 302 ? { location: "/elsewhere" } : {}).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}${secretPath}`;

  function write(folder: string, verdict: VerdictStatus): string {
    mkdirSync(temporary(folder), { recursive: true });
    const reasons = [{ code: "leak" as const, text: "api, memory: leaks.", objective: null }];
    const record = aRecord({ verdict: { status: verdict, reasons: verdict === "pass" ? [] : reasons } });
    writeFileSync(temporary(folder, "run.json"), JSON.stringify(record));
    return temporary(folder, "run.json");
  }

  async function notify(words: readonly string[], url = address()) {
    const tool = tidemark(temporary(), { TIDEMARK_WEBHOOK_URL: url });
    const { exitCode, stdout, stderr } = await tool.start("notify", ...words);
    for (const secret of [secretPath, "127.0.0.1"]) expect(stdout + stderr).to.not.include(secret);
    return { exitCode, stdout, stderr };
  }

  it("posts a text, both verdicts and the link when the verdict has changed", async () => {
    write("tonight", "fail");
    const previous = write("before", "pass");
    const words = [temporary("tonight"), "--previous", previous, "--link", link];
    const { exitCode, stdout, stderr } = await notify(words);
    expect(exitCode, stderr).to.equal(0);
    const text = "Tidemark: steady on embedded went from PASS to FAIL\n- api, memory: leaks.";
    expect(stdout).to.equal(text);
    const body = {
      text: `${text}\n${link}`,
      from: "pass",
      to: "fail",
      scenario: "steady",
      target: "embedded",
      runId: aRecord().runId,
      link,
    };
    expect(posted).to.deep.equal([{ path: secretPath, body }]);
  });

  it("says nothing and posts nothing where nothing has changed", async () => {
    write("tonight", "fail");
    const { exitCode, stdout, stderr } = await notify([
      temporary("tonight"),
      "--previous",
      write("before", "fail"),
    ]);
    expect({ exitCode, stdout, stderr }).to.deep.equal({ exitCode: 0, stdout: "", stderr: "" });
    expect(posted).to.deep.equal([]);
  });

  it("tells of a night that left no record, and takes a night before that is not there for a pass", async () => {
    const { exitCode, stdout } = await notify(["latest", "--previous", temporary("nowhere", "run.json")]);
    expect({ exitCode, stdout }).to.deep.equal({
      exitCode: 0,
      stdout: "Tidemark: the run left no record (the one before: PASS)",
    });
    expect(posted).to.have.length(1);
  });

  it("tells nobody where no address is set, and says that", async () => {
    write("tonight", "fail");
    const { exitCode, stderr } = await notify([temporary("tonight")], "");
    expect(exitCode).to.equal(0);
    expect(stderr).to.include("nobody is told: TIDEMARK_WEBHOOK_URL is not set");
  });

  for (const [refusal, what] of [
    [500, "got 500"],
    [302, "got 302"],
  ] as const) {
    it(`fails where the webhook answers ${refusal}, and follows it nowhere`, async () => {
      status = refusal;
      write("tonight", "fail");
      const { exitCode, stderr } = await notify([temporary("tonight")]);
      expect(exitCode).to.equal(1);
      expect(stderr).to.include(what);
      expect(posted.map(({ path }) => path)).to.deep.equal([secretPath]);
    });
  }

  it("fails where nobody answers, or the address is none, without a word of it", async () => {
    write("tonight", "fail");
    const nobody = await notify([temporary("tonight")], `http://127.0.0.1:1${secretPath}`);
    expect(nobody.exitCode).to.equal(1);
    expect(nobody.stderr).to.include("no answer");
    const nonsense = await notify([temporary("tonight")], secretPath);
    expect(nonsense.exitCode).to.equal(2);
    expect(nonsense.stderr).to.include("must be an address");
  });

  it("does not take a damaged record for none", async () => {
    mkdirSync(temporary("tonight"));
    writeFileSync(temporary("tonight", "run.json"), "{");
    const { exitCode, stderr } = await notify([temporary("tonight")]);
    expect(exitCode).to.equal(2);
    expect(stderr).to.include("must be a whole record");
    expect(posted).to.deep.equal([]);
  });
});
