import { expect } from "chai";
import { ownWords } from "../../../../lib/node/prometheus/own-words.ts";
import { selector } from "../../../../lib/node/prometheus/selector.ts";

const none = { kind: "none" } as const;

describe("a server's own words", () => {
  it("are the error of Prometheus' JSON, or the plain text", () => {
    const json = JSON.stringify({ status: "error", errorType: "bad_data", error: "parse error" });
    expect(ownWords(json, none)).to.equal("parse error");
    expect(ownWords("out of bounds\n\n", none)).to.equal("out of bounds");
  });

  it("are nothing where the server sends a page", () => {
    expect(ownWords("\n<html><body>502</body></html>", none)).to.equal("");
  });

  it("are one line of 300 characters at most", () => {
    expect(ownWords("a\n b\tc", none)).to.equal("a b c");
    expect(ownWords("x".repeat(300), none))
      .to.have.lengthOf(300)
      .and.not.to.contain("...");
    expect(ownWords("x".repeat(301), none))
      .to.have.lengthOf(300)
      .and.to.match(/xxx\.\.\.$/);
  });

  it("hold no credential, whichever way the server repeats it", () => {
    const basic = { kind: "basic", username: "me", password: "hunter2" } as const;
    const encoded = Buffer.from("me:hunter2").toString("base64");
    expect(ownWords(`Basic ${encoded} or hunter2`, basic)).to.equal("Basic *** or ***");
    expect(ownWords("Bearer t0ken", { kind: "bearer", token: "t0ken" })).to.equal("Bearer ***");
  });
});

describe("a selector", () => {
  it("quotes what is in a label", () => {
    expect(selector("up", { job: 'a"b\\c\n', testid: "run-1" })).to.equal(
      'up{job="a\\"b\\\\c\\n",testid="run-1"}',
    );
  });
});
