import { expect } from "chai";
import type { Login, OAuth2 } from "../../../../lib/core/system/access.ts";
import { tokenOf, tokenRequest } from "../../../../lib/core/system/token.ts";

const base64 = (text: string) => Buffer.from(text).toString("base64");
const oauth2: OAuth2<string> = {
  kind: "oauth2",
  url: "https://id/token",
  clientId: "my client",
  clientSecret: "a:b&c",
  clientAuthentication: "basic",
  scope: "read write",
  lifetimeSeconds: null,
};
const login: Login<string> = {
  kind: "login",
  url: "https://a/login",
  body: { username: "me", password: "pass" },
  tokenPath: "data.tokens.0",
  header: "Authorization",
  prefix: "Bearer ",
  lifetimeSeconds: 60,
};

describe("a request for a token", () => {
  it("names an OAuth2 client by HTTP basic, each part encoded for itself (RFC 6749, 2.3.1)", () => {
    const { headers, body } = tokenRequest(oauth2, base64);
    expect(headers["Authorization"]).to.equal(`Basic ${base64("my%20client:a%3Ab%26c")}`);
    expect(body).to.equal("grant_type=client_credentials&scope=read%20write");
  });

  it("names it in the body where the target says so, and in no header", () => {
    const inBody = { ...oauth2, clientAuthentication: "body", scope: null } as const;
    const { headers, body } = tokenRequest(inBody, base64);
    expect(headers).to.deep.equal({ "Content-Type": "application/x-www-form-urlencoded" });
    expect(body).to.equal("grant_type=client_credentials&client_id=my%20client&client_secret=a%3Ab%26c");
  });

  it("sends a login as JSON", () => {
    expect(JSON.parse(tokenRequest(login, base64).body)).to.deep.equal({ username: "me", password: "pass" });
  });
});

describe("the answer to a request for a token", () => {
  const answered = (body: unknown, status = 200) => ({ status, body: JSON.stringify(body) });

  it("gives the token and how long it lasts; five minutes where it does not say", () => {
    const said = tokenOf(oauth2, answered({ access_token: "t", expires_in: 30 }), 5);
    expect(said).to.deep.equal({ value: "t", obtainedAtMs: 5, lifetimeSeconds: 30 });
    expect(tokenOf(oauth2, answered({ access_token: "t" }), 0)).to.include({ lifetimeSeconds: 300 });
    expect(tokenOf(oauth2, answered({ access_token: "t", expires_in: 0 }), 0)).to.include({
      lifetimeSeconds: 300,
    });
  });

  it("lasts as long as the target says, whatever the answer does", () => {
    const fixed = { ...oauth2, lifetimeSeconds: 7 };
    expect(tokenOf(fixed, answered({ access_token: "t", expires_in: 30 }), 0)).to.include({
      lifetimeSeconds: 7,
    });
  });

  it("gives a login's token from its path", () => {
    const token = tokenOf(login, answered({ data: { tokens: ["t"] } }, 201), 0);
    expect(token).to.deep.equal({ value: "t", obtainedAtMs: 0, lifetimeSeconds: 60 });
  });

  const wrong: readonly (readonly [string, { status: number; body: string }, string])[] = [
    ["a refusal with its code", answered({ error: "invalid_client" }, 401), "answered 401 (invalid_client)"],
    ["a refusal that echoes", answered({ error: "Basic c2VjcmV0!" }, 400), "answered 400"],
    ["a redirect", { status: 302, body: "" }, "answered 302"],
    ["a page", { status: 200, body: "<html>" }, "answered something that is not JSON"],
    ["no token", answered({ token: "t" }), "answered without a text at access_token"],
    [
      "two lines",
      answered({ access_token: "a\nb" }),
      "answered with something at access_token that no header can carry",
    ],
  ];
  for (const [what, answer, said] of wrong) {
    it(`says what is wrong with ${what}, and repeats nothing of it`, () => {
      expect(tokenOf(oauth2, answer, 0)).to.equal(said);
    });
  }
});
