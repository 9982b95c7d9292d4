import { expect } from "chai";
import { onlyProblemOf, settingsOf } from "./sources.ts";

describe("addresses by service", () => {
  it("takes --url once for each service", () => {
    const { baseUrls } = settingsOf({ urls: ["api=http://a:1", "user-service=https://b/users/"] });
    expect(baseUrls).to.deep.equal({ api: "http://a:1", "user-service": "https://b/users" });
  });

  it("takes TIDEMARK_URL_ and the service's name, - written as _", () => {
    const { baseUrls } = settingsOf({ env: { TIDEMARK_URL_USER_SERVICE: "http://b" } });
    expect(baseUrls).to.deep.equal({ "user-service": "http://b" });
  });

  it("goes flag, environment, .env, service by service", () => {
    const { baseUrls } = settingsOf({
      urls: ["api=http://flag"],
      env: { TIDEMARK_URL_API: "http://env", TIDEMARK_URL_USER_SERVICE: "http://env" },
      dotEnv: { TIDEMARK_URL_USER_SERVICE: "http://file" },
    });
    expect(baseUrls).to.deep.equal({ api: "http://flag", "user-service": "http://env" });
    expect(settingsOf({ dotEnv: { TIDEMARK_URL_API: "http://file" } }).baseUrls).to.deep.equal({
      api: "http://file",
    });
  });

  for (const [urls, code, where] of [
    [["http://a"], "badValue", "--url"],
    [["apii=http://a"], "unknownService", "--url"],
    [["api=http://a", "api=http://b"], "repeatedService", "--url"],
    [["api=ftp://a"], "badValue", "--url api"],
  ] as const) {
    it(`refuses ${urls.join(" ")}: ${code}`, () => {
      expect(onlyProblemOf({ urls })).to.include({ code, where });
    });
  }

  it("never repeats a password", () => {
    const problem = onlyProblemOf({ urls: ["api=http://me:secret@a"] });
    expect(problem.code).to.equal("badValue");
    expect(problem.text).to.not.contain("secret");
  });

  it("keeps what follows the first = as the address", () => {
    expect(settingsOf({ urls: ["api=http://a/b=c"] }).baseUrls).to.deep.equal({ api: "http://a/b=c" });
  });
});
