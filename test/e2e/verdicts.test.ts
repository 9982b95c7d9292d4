/** The real k6, driven by the command line, against a system that does what each test says: one test a verdict. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect } from "chai";
import {
  answer,
  type Behaviour,
  type ScriptedServer,
  startScriptedServer,
} from "../support/scripted-server.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { onlyRecord, runFolders, tidemark, type Tidemark } from "../support/tidemark.ts";

describe("tidemark run, by verdict", () => {
  const temporary = temporaryFolder();
  let server: ScriptedServer | null = null;
  let tool: Tidemark;

  beforeEach(() => {
    tool = tidemark(temporary());
  });
  afterEach(async () => {
    await server?.close();
    server = null;
  });

  async function run(behaviour: Behaviour, ...flags: string[]) {
    server = await startScriptedServer(behaviour);
    const urls = ["api", "postgres", "mongo"].flatMap((service) => [
      "--url",
      `${service}=${server?.url ?? ""}`,
    ]);
    return tool.start("run", "sustained", ...urls, "--warmup", "1s", ...flags);
  }

  it("passes with exit code 0 when every objective is met, and leaves a complete run folder", async () => {
    const { exitCode, stdout } = await run(() => false, "--rate", "200", "--duration", "4s");
    const record = onlyRecord(tool);
    expect(exitCode).to.equal(0);
    expect(record.verdict).to.deep.include({ status: "pass" });
    expect(record.state).to.equal("ended");
    expect(stdout).to.match(/pass/i);
    const [folder = ""] = runFolders(tool);
    for (const file of ["run.json", "summary.json", "requests.csv.gz", "junit.xml", "k6.log", "script.js"]) {
      expect(existsSync(join(folder, file)), file).to.equal(true);
    }
  });

  it("counts exactly the requests that the server saw, in the record and in the rows", async () => {
    await run(() => false, "--rate", "200", "--duration", "4s");
    const record = onlyRecord(tool);
    const counted = record.traffic.reduce((sum, { requests }) => sum + requests, 0);
    const rows = gunzipSync(readFileSync(join(runFolders(tool)[0] ?? "", "requests.csv.gz"))).toString(
      "utf8",
    );
    expect(counted).to.equal(server?.counts.get("GET /api/v1/users"));
    expect(rows.trim().split("\n").length - 1).to.equal(counted);
    const main = record.observations.filter(({ phase }) => phase === "main");
    expect(main.every(({ total }) => Math.abs(total - 800) <= 1)).to.equal(true);
  });

  it("fails with 99 when an objective is missed, and names it", async () => {
    let asked = 0;
    const everyFifthFails: Behaviour = ({ url }, response) => {
      asked += url === "/health" ? 0 : 1;
      return url !== "/health" && asked % 5 === 0 && answer(response, 500, { status: "broken" });
    };
    const { exitCode, stdout } = await run(everyFifthFails, "--rate", "200", "--duration", "4s");
    const { verdict, observations } = onlyRecord(tool);
    expect(exitCode).to.equal(99);
    expect(verdict.reasons).to.deep.include.members([verdict.reasons.find(({ code }) => code === "missed")]);
    expect(verdict.reasons.map(({ objective }) => objective)).to.include("users_list-errors");
    const errors = observations.find(({ objective }) => objective === "users_list-errors");
    expect((errors?.bad ?? 0) / (errors?.total ?? 1)).to.be.closeTo(0.2, 0.005);
    expect(stdout).to.include("users_list-errors");
  });

  it("is inconclusive with 3 when requests were dropped that could change the answer", async () => {
    const slowToAnswer: Behaviour = ({ url }, response) => {
      if (url === "/health") return false;
      setTimeout(() => answer(response, 200, { users: [] }), 400);
      return true;
    };
    const flags = ["--rate", "200", "--duration", "4s", "--vus", "10", "--check-every", "0"];
    const { exitCode } = await run(slowToAnswer, ...flags);
    const { verdict } = onlyRecord(tool);
    expect(exitCode).to.equal(3);
    expect(verdict.status).to.equal("inconclusive");
    expect(verdict.reasons.map(({ code }) => code)).to.include("dropped");
  });
});
