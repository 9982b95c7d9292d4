import { expect } from "chai";
import { junitXml } from "../../../../lib/core/report/junit-xml.ts";
import type { Reason, ReasonCode } from "../../../../lib/core/record/verdict.ts";
import { aRecord, aResult } from "../given.ts";

const reason = (code: ReasonCode, text: string, objective: string | null = null): Reason => ({
  code,
  text,
  objective,
});

describe("junitXml", () => {
  it("has a case for every objective and one for the run", () => {
    expect(junitXml(aRecord())).to.equal(
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<testsuites name="tidemark steady" tests="2" failures="0" errors="0" skipped="0" time="30.5">',
        '  <testsuite name="tidemark steady" tests="2" failures="0" errors="0" skipped="0" time="30.5" timestamp="2026-01-02T03:04:05.000Z">',
        '    <testcase name="run" classname="tidemark.steady"/>',
        '    <testcase name="items_list-errors" classname="tidemark.steady"/>',
        "  </testsuite>",
        "</testsuites>",
        "",
      ].join("\n"),
    );
  });

  it("is never empty: a run that judged nothing has the case of the run", () => {
    const verdict = {
      status: "inconclusive",
      reasons: [reason("tooFewSamples", "Nothing was judged.")],
    } as const;
    const xml = junitXml(aRecord({ results: [], verdict }));
    expect(xml).to.contain('tests="1" failures="0" errors="0" skipped="1"');
    expect(xml).to.contain('<skipped message="Nothing was judged." type="tooFewSamples"/>');
  });

  it("makes a missed objective a failure and an undecided one skipped, each with its reason", () => {
    const xml = junitXml(
      aRecord({
        results: [
          aResult({ outcome: "missed", reasons: [reason("missed", "50 % were good.", "items_list-errors")] }),
          aResult({
            objective: "other",
            outcome: "undecided",
            reasons: [
              reason("dropped", "3 were dropped.", "other"),
              reason("tooFewSamples", "2 more.", "other"),
            ],
          }),
        ],
      }),
    );
    expect(xml).to.contain('tests="3" failures="1" errors="0" skipped="1"');
    expect(xml).to.contain('<failure message="50 % were good." type="missed"/>');
    expect(xml).to.contain('<skipped message="3 were dropped. 2 more." type="dropped"/>');
  });

  it("makes a script that threw a failure of the run", () => {
    const verdict = { status: "fail", reasons: [reason("scriptError", "1 iteration threw.")] } as const;
    const xml = junitXml(aRecord({ verdict }));
    expect(xml).to.contain('failures="1" errors="0"');
    expect(xml).to.contain('<failure message="1 iteration threw." type="scriptError"/>');
  });

  it("makes a wrong body and a leak failures of the run, for they fail it", () => {
    for (const code of ["wrongBodies", "leak"] as const) {
      const xml = junitXml(aRecord({ verdict: { status: "fail", reasons: [reason(code, "Bad.")] } }));
      expect(xml).to.contain('failures="1" errors="0" skipped="0"');
      expect(xml).to.contain(`<failure message="Bad." type="${code}"/>`);
    }
  });

  it("skips an inconclusive run, which is neither a pass nor a failure", () => {
    for (const code of ["rateMissed", "trendUndecided", "clockStepped"] as const) {
      const xml = junitXml(
        aRecord({ verdict: { status: "inconclusive", reasons: [reason(code, "Open.")] } }),
      );
      expect(xml).to.contain('failures="0" errors="0" skipped="1"');
      expect(xml).to.contain(`<skipped message="Open." type="${code}"/>`);
    }
  });

  it("makes an aborted run an error, and keeps what its objectives say", () => {
    const verdict = { status: "aborted", reasons: [reason("interrupted", "Ended by SIGINT.")] } as const;
    const xml = junitXml(aRecord({ verdict, results: [aResult({ outcome: "missed" })] }));
    expect(xml).to.contain('failures="1" errors="1"');
    expect(xml).to.contain('<error message="Ended by SIGINT." type="interrupted"/>');
  });

  it("reads as an error while the run has no end and no reasons yet", () => {
    const verdict = { status: "aborted", reasons: [] } as const;
    const xml = junitXml(aRecord({ state: "running", endedAt: null, results: [], verdict }));
    expect(xml).to.contain('errors="1" skipped="0" time="0"');
    expect(xml).to.contain('<error message="aborted" type="aborted"/>');
  });

  it("does not blame the run for what its objectives did", () => {
    const verdict = { status: "fail", reasons: [reason("missed", "missed", "items_list-errors")] } as const;
    expect(junitXml(aRecord({ verdict }))).to.contain('<testcase name="run" classname="tidemark.steady"/>');
  });

  it("skips what was left out and says how much it takes", () => {
    const leftOut = [
      { objective: "items_buy-errors", phase: "main", neededSamples: 2995, plannedSamples: 10 },
    ];
    const xml = junitXml(aRecord({ leftOut }));
    expect(xml).to.contain('<testcase name="items_buy-errors"');
    expect(xml).to.contain('message="left out: it takes 2,995 requests to decide, 10 were planned"');
  });

  it("escapes whatever a message holds", () => {
    const text = `<a href="x">&'\u0000\nnext`;
    const verdict = { status: "fail", reasons: [reason("scriptError", text)] } as const;
    expect(junitXml(aRecord({ verdict }))).to.contain(
      'message="&#60;a href=&#34;x&#34;&#62;&#38;&#39;\uFFFD&#10;next"',
    );
  });
});
