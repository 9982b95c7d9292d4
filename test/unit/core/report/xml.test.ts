import { expect } from "chai";
import { element, escaped } from "../../../../lib/core/report/xml.ts";

describe("escaped", () => {
  it("leaves plain text in any script alone", () => {
    expect(escaped("grün 文 🌊 99.5 %")).to.equal("grün 文 🌊 99.5 %");
  });

  it("replaces what XML 1.0 can't hold: control characters and lone surrogates", () => {
    expect(escaped("a\u0000b\u001bc\uD800d\uFFFFe")).to.equal("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe");
  });

  it("escapes markup, quotes and line breaks", () => {
    expect(escaped(`<>&"'\t\r\n`)).to.equal("&#60;&#62;&#38;&#34;&#39;&#9;&#13;&#10;");
  });
});

describe("element", () => {
  it("closes itself without children", () => {
    expect(element("a", { b: 1 })).to.equal('<a b="1"/>');
  });

  it("indents its children, and theirs", () => {
    expect(element("a", {}, [element("b", {}, [element("c", {})])])).to.equal(
      "<a>\n  <b>\n    <c/>\n  </b>\n</a>",
    );
  });
});
