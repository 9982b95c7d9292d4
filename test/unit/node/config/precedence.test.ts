import { expect } from "chai";
import type { RunSettings, SettingKey } from "../../../../lib/node/config/run-settings.ts";
import { settingsTable } from "../../../../lib/node/config/settings.ts";
import { settingsOf } from "./sources.ts";

/** Of every setting: a flag, an environment and a `.env` value, with what each reads as. */
const samples: {
  readonly [Key in SettingKey]: readonly (readonly [text: string, value: RunSettings[Key]])[];
} = {
  ratePerSecond: [
    ["1", 1],
    ["2/s", 2],
    ["180/min", 3],
  ],
  durationSeconds: [
    ["1s", 1],
    ["2", 2],
    ["3s", 3],
  ],
  warmupSeconds: [
    ["1s", 1],
    ["2", 2],
    ["3s", 3],
  ],
  rampUpSeconds: [
    ["1s", 1],
    ["60", 60],
    ["3s", 3],
  ],
  vus: [
    ["1", 1],
    ["2", 2],
    ["3", 3],
  ],
  seed: [
    ["1", 1],
    ["2", 2],
    ["3", 3],
  ],
  steps: [
    ["1", 1],
    ["2", 2],
    ["3", 3],
  ],
  parallel: [
    ["false", false],
    ["true", true],
    ["true", true],
  ],
  only: [
    ["a,b", ["a", "b"]],
    ["b", ["b"]],
    ["c", ["c"]],
  ],
  target: [
    ["a", "a"],
    ["b", "b"],
    ["c", "c"],
  ],
  projectFolder: [
    ["a", "/here/a"],
    ["/b", "/b"],
    ["../c", "/c"],
  ],
  resultsFolder: [
    ["a", "/here/a"],
    ["/b", "/b"],
    ["../c", "/c"],
  ],
  requestRows: [
    ["on", "on"],
    ["off", "off"],
    ["on", "on"],
  ],
  checkEveryNthBody: [
    ["1", 1],
    ["0", 0],
    ["3", 3],
  ],
  prometheus: [
    ["http://a", "http://a"],
    ["http://b:9090/", "http://b:9090"],
    ["https://c/prometheus", "https://c/prometheus"],
  ],
  trendStats: [
    ["p(99)", ["p(99)"]],
    ["avg, max", ["avg", "max"]],
    ["p(99.9),count", ["p(99.9)", "count"]],
  ],
  k6Binary: [
    ["k6", "k6"],
    ["/b/k6", "/b/k6"],
    ["./k6", "/here/k6"],
  ],
  strict: [
    ["false", false],
    ["true", true],
    ["true", true],
  ],
  abortEarly: [
    ["false", false],
    ["true", true],
    ["true", true],
  ],
  json: [
    ["false", false],
    ["true", true],
    ["true", true],
  ],
  quiet: [
    ["false", false],
    ["true", true],
    ["true", true],
  ],
  dashboard: [
    ["false", false],
    ["true", true],
    ["true", true],
  ],
};

describe("precedence of settings", () => {
  for (const key of Object.keys(samples) as SettingKey[]) {
    const [[flag, ofFlag], [env, ofEnv], [dotEnv, ofDotEnv]] = samples[key] as [
      [string, unknown],
      [string, unknown],
      [string, unknown],
    ];
    const setting = settingsTable[key];
    const name = setting.environment[0] ?? "";
    const given = setting.placeholder === null ? flag === "true" : flag;
    const levels = { flags: { [key]: given }, env: { [name]: env }, dotEnv: { [name]: dotEnv } };

    it(`${key}: ${setting.flag} over ${name}, over ${name} in .env, over the default`, () => {
      expect(settingsOf(levels)[key]).to.deep.equal(ofFlag);
      expect(settingsOf({ ...levels, flags: {} })[key]).to.deep.equal(ofEnv);
      expect(settingsOf({ dotEnv: levels.dotEnv })[key]).to.deep.equal(ofDotEnv);
      expect(settingsOf({})[key]).to.equal(setting.anchor(setting.default as never, "/here"));
    });
  }

  it("covers every setting of the table", () => {
    expect(Object.keys(samples)).to.have.members(Object.keys(settingsTable));
  });

  it("takes an empty value in the environment for not set", () => {
    expect(settingsOf({ env: { RATE: "" }, dotEnv: { RATE: "7" } }).ratePerSecond).to.equal(7);
  });

  it("lets a flag correct a bad value below it", () => {
    expect(settingsOf({ flags: { ratePerSecond: "5" }, env: { RATE: "abc" } }).ratePerSecond).to.equal(5);
  });

  it("reads MAX_RPS as another name of RATE", () => {
    expect(settingsOf({ env: { MAX_RPS: "200" } }).ratePerSecond).to.equal(200);
  });

  it("prefers RATE in the environment to MAX_RPS in .env: the level counts, not the name", () => {
    expect(settingsOf({ env: { RATE: "5" }, dotEnv: { MAX_RPS: "200" } }).ratePerSecond).to.equal(5);
  });

  it("is frozen, addresses included", () => {
    const settings = settingsOf({ urls: ["api=http://a"] });
    expect(settings).to.be.frozen;
    expect(settings.baseUrls).to.be.frozen;
  });
});
