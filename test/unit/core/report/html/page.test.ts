import { expect } from "chai";
import { html } from "../../../../../lib/core/report/html/html.ts";
import { page } from "../../../../../lib/core/report/html/page.ts";

const style = { text: "p { color: red }", sha256: "c3R5bGU=" };
const asset = { text: "draw()", sha256: "c2NyaXB0" };
const bare = { title: "A title", header: html`<h1>A</h1>`, sections: [], footer: html``, style };

const policyOf = (text: string) =>
  /Content-Security-Policy" content="([^"]*)"/.exec(text)?.[1]?.replaceAll("&#39;", "'");

describe("page", () => {
  it("lets the browser run its own style and script by their hashes, and load nothing at all", () => {
    expect(policyOf(page({ ...bare, script: { asset, data: {} } }))).to.equal(
      "default-src 'none'; img-src data:; style-src 'sha256-c3R5bGU='; script-src 'sha256-c2NyaXB0'; " +
        "base-uri 'none'; form-action 'none'",
    );
  });

  it("allows no script to a page without one", () => {
    const text = page({ ...bare, script: null });
    expect(policyOf(text)).to.contain("script-src 'none'");
    expect(text).not.to.contain("<script");
  });

  it("names nothing that is not in it", () => {
    const text = page({ ...bare, script: { asset, data: { a: 1 } } });
    expect(text).not.to.match(/\bsrc=|https?:|url\(|@import/);
    expect(text).to.contain("<style>p { color: red }</style>");
    expect(text).to.contain("<script>draw()</script>");
  });

  it("hands data to its script in such a way that no text in them can end the element", () => {
    const data = { name: "</script><script>alert(1)</script><!--", line: "a\u2028b\u2029c" };
    const text = page({ ...bare, script: { asset, data } });
    const [, json = ""] = /id="report-data">([^\n]*)<\/script>/.exec(text) ?? [];
    expect(json).not.to.contain("<");
    expect(JSON.parse(json)).to.deep.equal(data);
    expect(text.match(/<script/g)).to.have.lengthOf(2);
  });

  it("escapes its title", () => {
    expect(page({ ...bare, title: "</title><script>", script: null })).to.contain(
      "<title>&#60;/title&#62;&#60;script&#62;</title>",
    );
  });
});
