import { expect } from "chai";
import { createRequestRows } from "../../../../lib/node/generator/request-rows.ts";

// k6 v2.2.0 wrote these, with the system tags of lib/k6/options.ts.
const header =
  "metric_name,timestamp,metric_value,error,error_code,expected_response,method,name,scenario,status,extra_tags,metadata\n";
const sample = (metric: string, value: string, tags: string) =>
  `${metric},1767323045123,${value},${tags},endpoint=items_list&phase=main,\n`;
const request = (durationMs: string, blockedMs: string, tags: string) =>
  sample("http_reqs", "1.000000", tags) +
  sample("http_req_duration", durationMs, tags) +
  sample("http_req_blocked", blockedMs, tags) +
  sample("http_req_failed", "0.000000", tags);
const good = ",,true,GET,items_list,steady,200";

function compact(...pieces: string[]) {
  const rows = createRequestRows(new Map([["steady", "main"]]));
  const text = pieces.map((piece) => rows.push(piece)).join("");
  return { text, count: rows.count };
}

describe("createRequestRows", () => {
  it("gives one row a request, with the time that the user felt: blocked and duration", () => {
    expect(compact(header, request("12.500000", "0.250000", good))).to.deep.equal({
      text: "2026-01-02T03:04:05.123Z,items_list,GET,200,12.750,,main\n",
      count: 1,
    });
  });

  it("says what was wrong: k6's error, or the status that was not expected", () => {
    const refused = '"dial: ""refused"", no one there",1212,false,GET,items_list,steady,0';
    const unexpected = ",1500,false,GET,items_list,steady,500";
    const { text } = compact(
      header,
      request("0.000000", "0.000000", refused),
      request("3.000000", "0.000000", unexpected),
    );
    expect(text.split("\n").slice(0, 2)).to.deep.equal([
      '2026-01-02T03:04:05.123Z,items_list,GET,0,0.000,"dial: ""refused"", no one there",main',
      "2026-01-02T03:04:05.123Z,items_list,GET,500,3.000,unexpected status 500,main",
    ]);
  });

  it("gives the same rows wherever k6's output is cut", () => {
    const whole = header + request("1.000000", "0.000000", good) + request("2.000000", "0.000000", good);
    const atOnce = compact(whole);
    expect(atOnce.count).to.equal(2);
    expect(compact(...Array.from(whole))).to.deep.equal(atOnce);
  });

  it("refuses output without a column that it needs, naming it", () => {
    expect(() => compact("metric_name,timestamp,metric_value,name\n")).to.throw(
      /no column method, status, scenario/,
    );
  });

  it("refuses output whose samples come in another order than it relies on", () => {
    expect(() => compact(header, sample("http_req_blocked", "0.000000", good))).to.throw(
      /http_req_blocked without http_req_duration/,
    );
  });
});
