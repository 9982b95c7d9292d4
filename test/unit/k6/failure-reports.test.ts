import { expect } from "chai";
import type { FailureSample } from "../../../lib/core/record/failure-sample.ts";
import { failureMark } from "../../../lib/core/record/names.ts";
import { failureReports, isTold } from "../../../lib/k6/failure-reports.ts";

const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
const timings = { blocked: 1, duration: 20 };
const unavailable = { status: 503, error: "", body: null, timings };

function telling(secrets: readonly string[] = []) {
  const lines: string[] = [];
  const reports = failureReports({
    phase: () => "main",
    secrets: () => secrets,
    log: (line) => lines.push(line),
    nowMs: () => 1_500,
    base64: (text) => Buffer.from(text).toString("base64"),
  });
  const told = () => lines.map((line) => JSON.parse(line.slice(failureMark.length)) as FailureSample);
  return { report: reports.of("users_list"), told, lines };
}

describe("reports of failing responses", () => {
  it("tell when, where, how long and under which trace", () => {
    const { report, told } = telling();
    report(unavailable, "", traceparent, 1_000);
    expect(told()).to.deep.equal([
      {
        schema: 1,
        atMs: 1_500,
        endpoint: "users_list",
        phase: "main",
        status: 503,
        error: "",
        tookMs: 21,
        traceId: "0af7651916cd43dd8448eb211c80319c",
        body: null,
      },
    ]);
  });

  it("take the clock around the request for one without an answer, of which k6 reports no time", () => {
    const { report, told } = telling();
    const refused = { status: 0, error: "dial: refused", body: null, timings: { blocked: 0, duration: 0 } };
    report(refused, "", traceparent, 1_000);
    expect(told()[0]).to.include({ status: 0, error: "dial: refused", tookMs: 500 });
  });

  it("keep the first characters of a body that was read, without credentials", () => {
    const { report, told } = telling(["s3cret-of-mine"]);
    report({ ...unavailable, body: `s3cret-of-mine ${"x".repeat(900)}` }, "", traceparent, 1_000);
    expect(told()[0]?.body)
      .to.match(/^\[redacted\] x+$/)
      .and.have.lengthOf(500);
  });

  it("say what was wrong with the body of an expected status, without credentials", () => {
    const { report, told } = telling(["s3cret-of-mine"]);
    report({ ...unavailable, status: 200, body: "{}" }, 'got "s3cret-of-mine"', traceparent, 1_000);
    expect(told()[0]).to.include({ status: 200, error: 'got "[redacted]"', body: "{}" });
  });

  it("are the first three of a kind and then ever rarer ones", () => {
    const { report, told } = telling();
    for (let count = 0; count < 1_000; count++) report(unavailable, "", traceparent, 1_000);
    expect(told()).to.have.lengthOf(11); // 1, 2, 3, and 4 to 512, the powers of two
    report({ ...unavailable, status: 500 }, "", traceparent, 1_000);
    expect(told().at(-1)?.status).to.equal(500);
  });

  it("are written in printable ASCII, which k6's log does not change", () => {
    const { report, lines, told } = telling();
    report({ ...unavailable, body: "für\n😀\u0001" }, "", traceparent, 1_000);
    expect(lines[0]).to.match(/^[ -~]+$/);
    expect(told()[0]?.body).to.equal("für\n😀\u0001");
  });

  it("are none in a bare run of k6", () => {
    const reports = failureReports({
      phase: () => "main",
      secrets: () => expect.fail("asked for secrets"),
      log: null,
      nowMs: () => 0,
      base64: (text) => text,
    });
    expect(() => reports.of("users_list")(unavailable, "", traceparent, 0)).not.to.throw();
  });
});

describe("isTold", () => {
  it("is true of 1, 2, 3 and of powers of two", () => {
    const told = Array.from({ length: 40 }, (_, index) => index + 1).filter(isTold);
    expect(told).to.deep.equal([1, 2, 3, 4, 8, 16, 32]);
  });
});
