import { expect } from "chai";
import { redacted } from "../../../../lib/core/record/redact.ts";

const base64 = (text: string) => Buffer.from(text).toString("base64");
const shown = (text: string, secrets: readonly string[] = [], longest = 500) =>
  redacted(text, secrets, { longest, base64 });

describe("redacted", () => {
  it("leaves a text without credentials as it is", () => {
    expect(shown('{"error":"no such user","id":17}')).to.equal('{"error":"no such user","id":17}');
  });

  it("takes known secrets out, however an echo may write them", () => {
    const secret = 'p4ss "w0rd"+7f3a';
    const echoes = [
      secret,
      encodeURIComponent(secret),
      JSON.stringify(secret),
      base64(secret),
      base64(`me:${secret}`),
    ];
    for (const echo of echoes)
      expect(shown(`x ${echo} y`, [secret]), echo).to.match(/^x .*\[redacted\].* y$/);
  });

  it("looks for short secrets as whole words only", () => {
    expect(shown("me and some menu", ["me"])).to.equal("[redacted] and some menu");
    expect(shown("a blueberry", ["blue"])).to.equal("a [redacted]berry");
  });

  it("takes the longer of two secrets out first", () => {
    expect(shown("token-abc-def", ["token-abc", "token-abc-def"])).to.equal("[redacted]");
  });

  const lookLikeCredentials: readonly (readonly [string, string])[] = [
    ['{"password":"hunter2","id":1}', '{"password":"[redacted]","id":1}'],
    ['{"user":{"access_token": "a.b","n":1}}', '{"user":{"access_token": "[redacted]","n":1}}'],
    ['{\\"apiKey\\":\\"k\\",\\"n\\":1}', '{\\"apiKey\\":"[redacted]",\\"n\\":1}'],
    ["password=hunter2&name=x", 'password="[redacted]"&name=x'],
    ["Authorization: Bearer abc.def", 'Authorization: "[redacted]" [redacted]'],
    ["got Basic bWU6cGFzcw==", "got Basic [redacted]"],
    ["Set-Cookie: session=1; Path=/\nnext", "[cookies redacted]\nnext"],
    ["jwt eyJhbGciOi.eyJzdWIi.c2ln!", "jwt [redacted]!"],
    ["mail to jane.doe+x@shop.example now", "mail to [e-mail] now"],
    ["-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----", "[redacted]"],
  ];
  for (const [text, expected] of lookLikeCredentials) {
    it(`takes out what looks like a credential: ${text.slice(0, 24)}`, () => {
      expect(shown(text)).to.equal(expected);
    });
  }

  it("is cut after it is redacted, so that no beginning of a secret is left at the end", () => {
    expect(shown("abc-s3cret-token-value", ["s3cret-token-value"], 10)).to.equal("abc-[redac");
  });

  it("leaves no part of a secret where a long text is cut before it is looked at", () => {
    const secret = "s3cret-that-is-cut";
    for (const cutAt of [1, 9, secret.length - 1]) {
      const text = "x".repeat(2_000 - cutAt) + secret;
      expect(shown(text, [secret], 30_000)).not.to.contain("s3");
    }
  });

  it("keeps what stands beside a cookie in JSON", () => {
    expect(shown('{"cookie":"a=b; c=d","id":1}')).to.equal('{"cookie":"[redacted]","id":1}');
  });

  it("ignores empty secrets", () => {
    expect(shown("ab", [""])).to.equal("ab");
  });
});
