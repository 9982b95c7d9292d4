/** Questions about objectives to a Prometheus that is not as it should be: one message, no half report. */
import { expect } from "chai";
import { existsSync } from "node:fs";
import { reportObjectives } from "../../../lib/app/slo/report.ts";
import { exitCodeForFailure } from "../../../lib/core/record/exit-codes.ts";
import type { Failure } from "../../../lib/core/record/failure.ts";
import { installRoot } from "../../../lib/node/process/install-root.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { tidemark } from "../../support/tidemark.ts";
import { type Script, startWriteReceiver, type WriteReceiver } from "../../support/write-receiver.ts";

const folder = temporaryFolder();

const success = (data: unknown, more: object = {}) => ({
  status: 200,
  body: JSON.stringify({ status: "success", data, ...more }),
});
const clock = () => success({ resultType: "scalar", result: [1, String(Date.now() / 1000)] });
const nothing = { resultType: "matrix", result: [] };

describe("a Prometheus that is not as it should be", () => {
  let server: WriteReceiver;

  afterEach("end it", () => server.stop());

  const failureOf = async (script: Script, aheadMs = 0): Promise<Failure> => {
    server = await startWriteReceiver(script);
    const error: unknown = await reportObjectives({
      projectFolder: installRoot(),
      resultsFolder: folder("results"),
      settings: { prometheus: server.url, target: null },
      windowSeconds: 3600,
      env: {},
      dotEnv: {},
      matchers: [],
      nowMs: () => Date.now() + aheadMs,
      timeoutMs: 300,
    }).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    if (error === null) throw new Error("there was a report");
    return error as Failure;
  };

  const cases: readonly (readonly [string, Script, string, string])[] = [
    [
      "slow",
      (attempt) => (attempt === 0 ? clock() : null),
      "timedOut",
      "must answer in time, got no answer within 0.3 s",
    ],
    [
      "lacking a part of its data",
      (attempt) => (attempt === 0 ? clock() : success(nothing, { warnings: ["store b is away"] })),
      "partialData",
      "must answer in full, got warnings: store b is away",
    ],
    [
      "failing at a question",
      (attempt) => (attempt === 0 ? clock() : { status: 503, body: "overloaded" }),
      "failed",
      "got 503: overloaded",
    ],
    [
      "without any of the metrics",
      (attempt) => (attempt === 0 ? clock() : success(nothing)),
      "noSeries",
      "got none in the whole window of http_requests_total or http_request_duration_seconds",
    ],
  ];
  for (const [what, script, code, text] of cases) {
    it(`${what} gives no report but a reason`, async () => {
      const failure = await failureOf(script);
      expect(failure).to.include({ code });
      expect(failure.message).to.contain(text);
      expect(exitCodeForFailure(failure)).to.equal(4);
    });
  }

  it("with a clock far off is refused, whichever of the two is wrong", async () => {
    const ahead = await failureOf(clock, 3_600_000);
    expect(ahead).to.include({ code: "clockOff", kind: "preflight" });
    expect(ahead.message).to.match(/must agree .* within 60 s, got 3600 s ahead/);
    await server.stop();
    expect((await failureOf(clock, -120_000)).message).to.contain("got 120 s behind");
    await server.stop();
    expect(await failureOf((attempt) => (attempt === 0 ? clock() : success(nothing)), 50_000)).to.include({
      code: "noSeries",
    });
  });

  it("that is away ends the command with 4, and leaves no file", async () => {
    server = await startWriteReceiver();
    await server.stop();
    const file = folder("report.md");
    const { exitCode, stderr } = await tidemark(folder(".")).start(
      ...["slo", "report", "--prometheus", server.url, "--output", file],
    );
    expect(exitCode).to.equal(4);
    expect(stderr).to.contain(`Prometheus at ${server.url} must answer, got connection refused`);
    expect(existsSync(file)).to.equal(false);
    const unnamed = await tidemark(folder(".")).start("slo", "check");
    expect(unnamed.exitCode).to.equal(2);
    expect(unnamed.stderr).to.contain("Prometheus must be named, got nothing");
    const window = await tidemark(folder(".")).start("slo", "report", "--window", "30");
    expect(window.exitCode).to.equal(2);
    expect(window.stderr).to.contain("--window must be a time in hours, days or weeks (12h, 30d, 4w)");
  });
});
