import { expect } from "chai";
import type { OAuth2, Token } from "../../../lib/core/system/access.ts";
import { createTokenKeeper, type TokenKeeper } from "../../../lib/k6/token-keeper.ts";

const source: OAuth2<string> = {
  kind: "oauth2",
  url: "https://id/token",
  clientId: "me",
  clientSecret: "s3cret",
  clientAuthentication: "basic",
  scope: null,
  lifetimeSeconds: null,
};
const first: Token = { value: "first", obtainedAtMs: 0, lifetimeSeconds: 100 };

/** A keeper with a clock and a giver of tokens of the test's: numbered tokens that last 100 s. */
function keeperAt(given: { token: Token | null; drawn?: number }) {
  const around = { now: 0, asked: 0, status: 200, warnings: [] as string[] };
  const keeper = createTokenKeeper(source, given.token, {
    nowMs: () => around.now,
    random: () => given.drawn ?? 0,
    base64: (text) => Buffer.from(text).toString("base64"),
    send: () => {
      around.asked += 1;
      const body = JSON.stringify({ access_token: `token-${around.asked}`, expires_in: 100 });
      return { status: around.status, body: around.status === 0 ? "connection refused" : body };
    },
    warn: (text) => void around.warnings.push(text),
  });
  return { keeper, around };
}

const value = (keeper: TokenKeeper) => keeper.token?.value;

describe("a virtual user's token", () => {
  it("is the one from before the run until four fifths of its life are over", () => {
    const { keeper, around } = keeperAt({ token: first });
    around.now = 79_999;
    expect(keeper.renewWhenDue()).to.equal(false);
    around.now = 80_000;
    expect(keeper.renewWhenDue()).to.equal(true);
    expect([value(keeper), around.asked]).to.deep.equal(["token-1", 1]);
  });

  it("is renewed later by chance, so that not all virtual users ask at once, and before it ends", () => {
    const { keeper, around } = keeperAt({ token: first, drawn: 0.999 });
    around.now = 89_000;
    expect(keeper.renewWhenDue()).to.equal(false);
    around.now = 90_000;
    expect(keeper.renewWhenDue()).to.equal(true);
  });

  it("is fetched before the first request where there is none", () => {
    const { keeper } = keeperAt({ token: null });
    expect(keeper.renewWhenDue()).to.equal(true);
    expect(value(keeper)).to.equal("token-1");
  });

  it("is renewed once after a 401, and not again while the new one gets a 401 too", () => {
    const { keeper, around } = keeperAt({ token: first });
    for (let request = 0; request < 10; request += 1) {
      keeper.renewWhenDue();
      keeper.refused();
    }
    expect(around.asked).to.equal(1);
  });

  it("is renewed again after a 401 when requests went well in between", () => {
    const { keeper, around } = keeperAt({ token: first });
    keeper.refused();
    keeper.renewWhenDue(); // renewed, and the request goes well
    keeper.renewWhenDue();
    keeper.refused();
    keeper.renewWhenDue();
    expect(around.asked).to.equal(2);
  });

  it("is used on while it holds although it could not be renewed, with a warning", () => {
    const { keeper, around } = keeperAt({ token: first });
    Object.assign(around, { now: 80_000, status: 503 });
    expect(keeper.renewWhenDue()).to.equal(false);
    expect(around.warnings).to.deep.equal([
      "no token: https://id/token answered 503; the present one is used until it ends",
    ]);
    expect(value(keeper)).to.equal("first");
  });

  it("is an error once it has ended and none is to be had, and who gives it is asked once a second", () => {
    const { keeper, around } = keeperAt({ token: first });
    Object.assign(around, { now: 100_000, status: 0 });
    const refusal = "no token: https://id/token gave no answer (connection refused)";
    for (let request = 0; request < 10; request += 1) {
      expect(() => keeper.renewWhenDue()).to.throw(refusal);
    }
    expect(around.asked).to.equal(1);
    around.now += 1_000;
    expect(() => keeper.renewWhenDue()).to.throw(refusal);
    expect(around.asked).to.equal(2);
    Object.assign(around, { now: around.now + 1_000, status: 200 });
    expect(keeper.renewWhenDue()).to.equal(true);
  });

  it("names in its error neither the client's secret nor what was answered", () => {
    const { keeper, around } = keeperAt({ token: null });
    around.status = 401;
    expect(() => keeper.renewWhenDue()).to.throw(/^no token: https:\/\/id\/token answered 401$/);
  });
});
