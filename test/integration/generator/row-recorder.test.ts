import { existsSync, openSync, readFileSync, writeSync, closeSync, constants } from "node:fs";
import { dirname } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect } from "chai";
import { recordRows, type RowRecorder } from "../../../lib/node/generator/row-recorder.ts";
import { type Ledger, openLedger } from "../../../lib/node/process/ledger.ts";
import { aPlan } from "../../unit/k6/given.ts";
import { skipBecause } from "../../support/skip.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { writeFile } from "node:fs/promises";

const header = "metric_name,timestamp,metric_value,error,expected_response,method,name,scenario,status\n";
const request = (metric: string) => `${metric},1767323045123,1.5,,true,GET,items_list,steady,200\n`;
const oneRequest = request("http_reqs") + request("http_req_duration") + request("http_req_blocked");
const columns = "timestamp,endpoint,method,status_code,response_time,error,phase\n";
const oneRow = "2026-01-02T03:04:05.123Z,items_list,GET,200,3.000,,main\n";

describe("recordRows", () => {
  const path = temporaryFolder();
  let ledger: Ledger;

  before(function () {
    if (process.platform === "win32") skipBecause(this, "Windows has no named pipes");
  });
  beforeEach(() => {
    ledger = openLedger(path("state"));
  });
  afterEach(() => ledger.close());

  const record = (file = path("requests.csv.gz")): Promise<RowRecorder> => recordRows(aPlan(), file, ledger);
  const rows = () => gunzipSync(readFileSync(path("requests.csv.gz"))).toString();

  it("keeps a row for each request that was written to the pipe, however much at once", async () => {
    const recorder = await record();
    const many = 20_000; // far more than a pipe holds
    await writeFile(recorder.csvFile, header + oneRequest.repeat(many));
    expect(await recorder.finish()).to.deep.equal({ rows: many, problem: null });
    expect(rows()).to.equal(columns + oneRow.repeat(many));
  });

  it("ends with an empty table when nobody ever opened the pipe", async () => {
    const recorder = await record();
    expect(await recorder.finish()).to.deep.equal({ rows: 0, problem: null });
    expect(rows()).to.equal(columns);
  });

  it("leaves a file that can be read as far as it goes when the runner is killed", async () => {
    const recorder = await record();
    const pipe = openSync(recorder.csvFile, constants.O_WRONLY);
    writeSync(pipe, header + oneRequest);
    const readable = () => {
      const found = existsSync(path("requests.csv.gz")) ? readFileSync(path("requests.csv.gz")) : Buffer.of();
      return gunzipSync(found, { finishFlush: 2 /* Z_SYNC_FLUSH: a file without its end */ }).toString();
    };
    for (let tries = 0; tries < 100 && !readable().endsWith(oneRow); tries++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(readable()).to.equal(columns + oneRow);
    closeSync(pipe);
    await recorder.finish();
  });

  it("reads the pipe to its end when the disk is full, so that k6 does not wait, and says what is missing", async function () {
    if (!existsSync("/dev/full")) skipBecause(this, "this platform has no /dev/full");
    const recorder = await record("/dev/full");
    await writeFile(recorder.csvFile, header + oneRequest.repeat(20_000));
    const { problem } = await recorder.finish();
    expect(problem).to.match(/^\/dev\/full: ENOSPC.*later rows are missing$/);
  });

  it("reads the pipe to its end when k6 writes something else, and says so", async () => {
    const recorder = await record();
    await writeFile(recorder.csvFile, "not,what,we,know\n".repeat(20_000));
    const { rows: count, problem } = await recorder.finish();
    expect(count).to.equal(0);
    expect(problem).to.include("no column metric_name");
  });

  it("removes the pipe and its folder", async () => {
    const recorder = await record();
    await recorder.finish();
    expect(existsSync(dirname(recorder.csvFile))).to.be.false;
  });
});
