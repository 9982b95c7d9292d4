import { expect } from "chai";
import { ConfigError } from "../../../../lib/node/config/config-error.ts";
import {
  forbiddenK6Environment,
  refuseForbiddenK6Environment,
} from "../../../../lib/node/config/k6-environment.ts";

describe("names that make k6 do something else than the plan", () => {
  for (const name of [
    "K6_VUS",
    "K6_DURATION",
    "K6_STAGES",
    "K6_ITERATIONS",
    "K6_RPS",
    "K6_HOSTS",
    "K6_THRESHOLDS",
    "K6_SYSTEM_TAGS",
    "K6_CONFIG",
    "K6_OUT",
  ]) {
    it(`refuses ${name}`, () => {
      expect(forbiddenK6Environment({ [name]: "1" }).map((found) => found.name)).to.deep.equal([name]);
    });
  }

  it("refuses an empty value too, because k6 looks whether the name is there", () => {
    expect(forbiddenK6Environment({ K6_VUS: "" })).to.have.lengthOf(1);
  });

  it("leaves alone what changes nothing that is judged", () => {
    const env = {
      K6_BINARY: "k6",
      K6_NO_USAGE_REPORT: "true",
      K6_WEB_DASHBOARD_PORT: "0",
      K6_CLOUD_TOKEN: "t",
      VUS: "5",
    };
    expect(forbiddenK6Environment(env)).to.deep.equal([]);
    refuseForbiddenK6Environment(env);
  });

  it("is a refusal of the preflight that names each, and no value", () => {
    const env = { K6_VUS: "5", K6_DURATION: "secret" };
    expect(() => refuseForbiddenK6Environment(env))
      .to.throw(ConfigError)
      .that.satisfies((error: ConfigError) => {
        expect(error).to.include({ kind: "preflight", code: "overridesPlan" });
        expect(error.problems.map(({ where }) => where)).to.deep.equal([
          "K6_DURATION in the environment",
          "K6_VUS in the environment",
        ]);
        expect(error.message).to.not.contain("secret");
        return true;
      });
  });
});
