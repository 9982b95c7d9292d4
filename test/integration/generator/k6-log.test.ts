import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import { failureMark } from "../../../lib/core/record/names.ts";
import { sortLog } from "../../../lib/node/generator/k6-log.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const sample = { schema: 1, atMs: 5, endpoint: "a", status: 500, error: 'got "x"\\n', phase: "main" };
const entry = (level: string, msg: string) =>
  `time="2026-01-02T03:04:05Z" level=${level} msg=${JSON.stringify(msg)} source=console\n`;

describe("k6's log, sorted", () => {
  const path = temporaryFolder();

  it("keeps what is for people, counts it, and moves failing responses to their file", async () => {
    const forPeople = entry("warning", "Request Failed") + entry("error", "boom") + entry("info", "hello");
    const log = entry("info", failureMark + JSON.stringify(sample)) + forPeople;
    writeFileSync(path("k6.log"), log);
    expect(await sortLog(path())).to.deep.equal({ counts: { warnings: 1, errors: 1 }, problem: null });
    expect(readFileSync(path("k6.log"), "utf8")).to.equal(forPeople);
    expect(readFileSync(path("failures.ndjson"), "utf8")).to.equal(`${JSON.stringify(sample)}\n`);
  });

  it("leaves a line that was cut off in the log", async () => {
    const cut = entry("info", failureMark + JSON.stringify(sample)).slice(0, 90);
    writeFileSync(path("k6.log"), cut);
    await sortLog(path());
    expect(readFileSync(path("k6.log"), "utf8")).to.equal(`${cut}\n`);
    expect(readFileSync(path("failures.ndjson"), "utf8")).to.equal("");
  });

  it("finds nothing in a log that k6 never wrote", async () => {
    expect(await sortLog(path())).to.deep.equal({ counts: { warnings: 0, errors: 0 }, problem: null });
    expect(existsSync(path("k6.log"))).to.equal(false);
    expect(readFileSync(path("failures.ndjson"), "utf8")).to.equal("");
  });

  it("says what it could not write", async () => {
    const { problem } = await sortLog(path("nowhere"));
    expect(problem).to.contain("failures.ndjson").and.contain("missing");
  });
});
