import { expect } from "chai";
import { code, markdownTable, plain } from "../../../../../lib/core/report/markdown/markdown-text.ts";

describe("plain", () => {
  it("leaves nothing that HTML, Markdown or GitHub would read", () => {
    expect(plain('<script>alert("x")</script> & so')).to.equal(
      '&lt;script&gt;alert\\("x"\\)&lt;/script&gt; &amp; so',
    );
    expect(plain("*bold* _it_ `code` [a](b) # | ~~x~~")).to.equal(
      "\\*bold\\* \\_it\\_ \\`code\\` \\[a\\]\\(b\\) \\# \\| \\~\\~x\\~\\~",
    );
    expect(plain("ask @octocat")).to.equal("ask @\u200Boctocat");
    expect(plain("see https://example.com")).to.equal("see https\u200B://example.com");
  });

  it("is one line", () => {
    expect(plain("a\n\n- b\t c")).to.equal("a - b c");
  });
});

describe("markdownTable", () => {
  it("has a head, a rule with alignments, and rows", () => {
    const sheet = {
      head: [
        { title: "what", align: "left" },
        { title: "much", align: "right" },
      ],
      rows: [["a|b", { text: "missed", meaning: "missed" }]],
    } as const;
    expect(markdownTable(sheet)).to.equal("| what | much |\n| --- | ---: |\n| a\\|b | missed |");
  });

  it("is nothing without rows", () => {
    expect(markdownTable({ head: [{ title: "what", align: "left" }], rows: [] })).to.equal("");
  });
});

describe("code", () => {
  it("is fenced by more backticks than the text has in a row", () => {
    expect(code("k6 run")).to.equal("`k6 run`");
    expect(code("a `b` ``c``")).to.equal("``` a `b` ``c`` ```");
  });
});
