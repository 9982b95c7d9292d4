import { expect } from "chai";
import { asIs, html, nothing } from "../../../../../lib/core/report/html/html.ts";

const HARM = `<script>alert("x")</script>`;

describe("html", () => {
  it("makes text of whatever is put in", () => {
    expect(html`<p>${HARM}</p>`.markup).to.equal(
      "<p>&#60;script&#62;alert(&#34;x&#34;)&#60;/script&#62;</p>",
    );
  });

  it("lets nothing out of an attribute", () => {
    expect(html`<a title="${`" onclick='x' \``}"></a>`.markup).to.equal(
      '<a title="&#34; onclick=&#39;x&#39; &#96;"></a>',
    );
  });

  it("leaves HTML of its own as it is, alone or in a list, and escapes it only once", () => {
    const item = html`<li>${"a & b"}</li>`;
    expect(html`${[item, item]}`.markup).to.equal("<li>a &#38; b</li>\n<li>a &#38; b</li>");
    expect(html`<b>${html`${"<"}`}</b>`.markup).to.equal("<b>&#60;</b>");
  });

  it("shows numbers, and nothing", () => {
    expect(html`${42}${nothing}`.markup).to.equal("42");
  });

  it("replaces what has no place in a page", () => {
    expect(html`${"a\u0000b\u001bc\u0085d\uD800e"}`.markup).to.equal("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe");
    expect(html`${"grün 文 🌊\n\t"}`.markup).to.equal("grün 文 🌊\n\t");
  });

  it("writes unescaped only what says that it is ours", () => {
    expect(html`${asIs("<br>")}`.markup).to.equal("<br>");
  });
});
