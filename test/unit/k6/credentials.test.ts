import { expect } from "chai";
import type { K6Access } from "../../../lib/core/system/access.ts";
import { createCredentials } from "../../../lib/k6/credentials.ts";

const open: K6Access = {
  access: { headers: { "X-Tenant": "blue" }, auth: { kind: "none" } },
  token: null,
  client: null,
  skipVerify: false,
};
const around = {
  nowMs: () => 0,
  random: () => 0,
  base64: (text: string) => Buffer.from(text).toString("base64"),
  send: () => ({ status: 200, body: '{"access_token":"renewed"}' }),
  secret: async (key: string) => `secret of ${key}`,
  warn: () => undefined,
};

describe("credentials inside k6", () => {
  it("leave requests as they are where the target wants none", () => {
    const headers = {};
    const credentials = createCredentials(null, around);
    credentials.keepIn(headers);
    expect(credentials.beforeRequest, "nothing to renew").to.equal(null);
    expect(headers).to.deep.equal({});
    expect(credentials.pending()).to.equal(null);
  });

  it("are in the headers before the first request", () => {
    const headers = { Traceparent: "t" };
    const auth = { kind: "basic", username: "me", password: "pass" } as const;
    const credentials = createCredentials({ ...open, access: { ...open.access, auth } }, around);
    credentials.keepIn(headers);
    expect(credentials.beforeRequest, "nothing to renew").to.equal(null);
    expect(headers).to.deep.equal({
      Traceparent: "t",
      "X-Tenant": "blue",
      Authorization: "Basic bWU6cGFzcw==",
    });
  });

  it("wait for k6's own secrets, once", async () => {
    const headers: Record<string, string> = {};
    const auth = { kind: "bearer", token: { k6Secret: "key" } } as const;
    const credentials = createCredentials({ ...open, access: { headers: {}, auth } }, around);
    credentials.keepIn(headers);
    expect(headers).to.deep.equal({});
    await credentials.pending();
    expect(headers).to.deep.equal({ Authorization: "Bearer secret of key" });
    expect(credentials.pending()).to.equal(null);
  });

  it("follow the token into every client's headers", () => {
    const auth = {
      kind: "login",
      url: "http://a/login",
      body: {},
      tokenPath: "access_token",
      header: "Cookie",
      prefix: "session=",
      lifetimeSeconds: 100,
    } as const;
    const token = { value: "first", obtainedAtMs: 0, lifetimeSeconds: 100 };
    const credentials = createCredentials({ ...open, access: { headers: {}, auth }, token }, around);
    const [one, other] = [{}, {}];
    credentials.keepIn(one);
    credentials.keepIn(other);
    expect(one).to.deep.equal({ Cookie: "session=first" });
    credentials.refused();
    credentials.beforeRequest?.();
    expect([one, other]).to.deep.equal([{ Cookie: "session=renewed" }, { Cookie: "session=renewed" }]);
  });

  it("name every text that they carry, the token of the moment among them", () => {
    const auth = {
      kind: "oauth2",
      url: "http://a/token",
      clientId: "me",
      clientSecret: "s3cret",
      clientAuthentication: "basic",
      scope: null,
      lifetimeSeconds: null,
    } as const;
    const token = { value: "first", obtainedAtMs: 0, lifetimeSeconds: 100 };
    const headers = { "X-Tenant": "blue" };
    const credentials = createCredentials({ ...open, access: { headers, auth }, token }, around);
    expect(credentials.secrets()).to.have.members(["blue", "me", "s3cret", "first"]);
    credentials.refused();
    credentials.beforeRequest?.();
    expect(credentials.secrets()).to.include("renewed");
    expect(createCredentials(null, around).secrets()).to.deep.equal([]);
  });
});
