import { expect } from "chai";
import { ConfigError } from "../../../../lib/node/config/config-error.ts";
import { readSettings } from "../../../../lib/node/config/read-settings.ts";
import type { SettingKey } from "../../../../lib/node/config/run-settings.ts";
import { bounds } from "../../../../lib/node/config/settings.ts";
import { onlyProblemOf, problemsOf, settingsOf, sources } from "./sources.ts";

const trendStatsRule = "must be different ones of avg, min, med, max, count, sum and p(0) to p(100)";

const badFlags: readonly (readonly [SettingKey, string, string, string])[] = [
  ["ratePerSecond", "0", "outOfRange", "must be at least 0.001 and at most 100000 requests a second"],
  ["ratePerSecond", "-5", "outOfRange", "must be at least 0.001 and at most 100000 requests a second"],
  ["ratePerSecond", "100001", "outOfRange", "must be at least 0.001 and at most 100000 requests a second"],
  ["ratePerSecond", "abc", "badValue", "must be a rate (50, 50/s, 3000/min)"],
  ["ratePerSecond", "NaN", "badValue", "must be a rate (50, 50/s, 3000/min)"],
  ["ratePerSecond", "Infinity", "badValue", "must be a rate (50, 50/s, 3000/min)"],
  ["ratePerSecond", "-", "badValue", "must be a rate (50, 50/s, 3000/min)"],
  ["ratePerSecond", "", "badValue", "must be a rate (50, 50/s, 3000/min)"],
  ["durationSeconds", "5", "badValue", "must be a duration with a unit (30s, 5m, 1h30m)"],
  ["durationSeconds", "500ms", "outOfRange", "must be at least 1s and at most 168h"],
  ["durationSeconds", "169h", "outOfRange", "must be at least 1s and at most 168h"],
  ["durationSeconds", "-5s", "outOfRange", "must be at least 1s and at most 168h"],
  ["warmupSeconds", "25h", "outOfRange", "must be at least 0s and at most 24h"],
  ["rampUpSeconds", "1d", "badValue", "must be a duration with a unit (30s, 5m, 1h30m)"],
  ["vus", "0", "outOfRange", "must be between 1 and 50000"],
  ["vus", "1.5", "badValue", "must be a whole number"],
  ["vus", "1e3", "badValue", "must be a whole number"],
  ["seed", "-1", "outOfRange", "must be between 0 and 4294967295"],
  ["seed", "4294967296", "outOfRange", "must be between 0 and 4294967295"],
  ["checkEveryNthBody", "-1", "outOfRange", "must be between 0 and 1000000"],
  ["requestRows", "yes", "badValue", "must be one of auto, on, off"],
  ["resultsFolder", " ", "badValue", "must be a folder"],
  ["target", "", "badValue", "must be the name of a target"],
  ["prometheus", "localhost:9090", "badValue", "must begin with http:// or https://"],
  ["prometheus", "http://h:99999", "badValue", "must have a port between 1 and 65535"],
  ["trendStats", "p99", "badValue", trendStatsRule],
  ["trendStats", "p(101)", "badValue", trendStatsRule],
  ["trendStats", "p(100),p(100)", "badValue", trendStatsRule],
  ["trendStats", "", "badValue", trendStatsRule],
];

describe("values that a setting does not take", () => {
  for (const [key, text, code, rule] of badFlags) {
    it(`${key} as flag: ${JSON.stringify(text)} is ${code}`, () => {
      const problem = onlyProblemOf({ flags: { [key]: text } });
      expect(problem.code).to.equal(code);
      expect(problem.text).to.contain(`${problem.where} ${rule}, got ${JSON.stringify(text)}`);
    });
  }

  it("says where, the rule, what was received and the remedy", () => {
    expect(onlyProblemOf({ flags: { durationSeconds: "5" } })).to.deep.equal({
      code: "badValue",
      where: "--duration",
      text: '--duration must be a duration with a unit (30s, 5m, 1h30m), got "5"; write for example --duration 30s',
    });
    expect(onlyProblemOf({ env: { MAX_RPS: "fast" } }).text).to.equal(
      'MAX_RPS in the environment must be a rate (50, 50/s, 3000/min), got "fast"; write for example MAX_RPS=50/s',
    );
    expect(onlyProblemOf({ dotEnv: { VUS: "few" } }).text).to.equal(
      'VUS in .env must be a whole number, got "few"; write for example VUS=50',
    );
  });

  it("shows no credentials that stand in an address", () => {
    const { text } = onlyProblemOf({ flags: { prometheus: "https://me:hunter2@prometheus.example" } });
    expect(text).to.contain("must not hold credentials").and.contain("https://***@prometheus.example");
    expect(text).not.to.contain("hunter2");
  });

  it("takes the bounds themselves", () => {
    expect(settingsOf({ flags: { trendStats: "p(0),p(100)" } }).trendStats).to.deep.equal(["p(0)", "p(100)"]);
    expect(settingsOf({ flags: { ratePerSecond: "100000" } }).ratePerSecond).to.equal(
      bounds.ratePerSecond.most,
    );
    expect(settingsOf({ flags: { ratePerSecond: "0.001" } }).ratePerSecond).to.equal(
      bounds.ratePerSecond.least,
    );
    expect(settingsOf({ flags: { durationSeconds: "1s" } }).durationSeconds).to.equal(1);
    expect(settingsOf({ flags: { durationSeconds: "168h" } }).durationSeconds).to.equal(604_800);
    expect(settingsOf({ flags: { vus: "1" } }).vus).to.equal(1);
  });

  it("refuses digits without end as out of range, not as a number", () => {
    expect(onlyProblemOf({ flags: { vus: "9".repeat(400) } }).code).to.equal("outOfRange");
  });

  it("takes plain seconds in the environment and in .env alone", () => {
    expect(settingsOf({ env: { DURATION: "300" } }).durationSeconds).to.equal(300);
    expect(settingsOf({ dotEnv: { RAMP_UP_TIME: "60" } }).rampUpSeconds).to.equal(60);
    expect(settingsOf({ env: { DURATION: "5m" } }).durationSeconds).to.equal(300);
    expect(onlyProblemOf({ flags: { durationSeconds: "300" } }).code).to.equal("badValue");
  });

  for (const text of ["1", "yes", "TRUE", "on"]) {
    it(`takes only true and false for a switch in the environment, not ${text}`, () => {
      const problem = onlyProblemOf({ env: { TIDEMARK_STRICT: text } });
      expect(problem).to.include({ code: "badValue", where: "TIDEMARK_STRICT in the environment" });
    });
  }

  it("takes the next flag for a forgotten value", () => {
    expect(onlyProblemOf({ flags: { ratePerSecond: "--duration" } })).to.deep.equal({
      code: "missingValue",
      where: "--rate",
      text: "--rate needs a value, got the flag --duration; write for example --rate 50/s",
    });
  });

  it("refuses two names of one setting that disagree at the same level", () => {
    const problem = onlyProblemOf({ env: { RATE: "5", MAX_RPS: "200" } });
    expect(problem.code).to.equal("conflict");
    expect(problem.text).to.contain("got RATE=5 and MAX_RPS=200");
    expect(settingsOf({ env: { RATE: "5", MAX_RPS: "5" } }).ratePerSecond).to.equal(5);
  });

  it("reports every problem together, a line each", () => {
    const said = {
      scenario: "sustaind",
      flags: { ratePerSecond: "0", durationSeconds: "5" },
      urls: ["apii=http://a"],
      env: { VUS: "many", TIDEMARK_TARGTE: "local" },
      dotEnv: { SEED: "x" },
    };
    expect(problemsOf(said).map(({ code }) => code)).to.have.members([
      "unknownScenario",
      "outOfRange",
      "badValue",
      "badValue",
      "badValue",
      "unknownService",
      "unknownEnvironmentName",
    ]);
    expect(() => settingsOf(said))
      .to.throw(ConfigError)
      .that.satisfies(
        (error: ConfigError) => error.message.split("\n").length === 7 && error.code === "unknownScenario",
      );
  });
});

describe("names that do not exist", () => {
  it("answers a misspelt scenario with the nearest and with all", () => {
    expect(onlyProblemOf({ scenario: "sustaind" })).to.deep.equal({
      code: "unknownScenario",
      where: "scenario",
      text: 'scenario "sustaind" does not exist, did you mean sustained?; scenarios: smoke, sustained',
    });
  });

  it("asks for a scenario that was left out", () => {
    expect(onlyProblemOf({ scenario: null }).code).to.equal("missingScenario");
  });

  for (const [place, said] of [
    ["in the environment", { env: { TIDEMARK_TARGTE: "local" } }],
    ["in .env", { dotEnv: { TIDEMARK_TARGTE: "local" } }],
  ] as const) {
    it(`answers an unknown TIDEMARK_ name ${place} with the nearest and with all`, () => {
      const problem = onlyProblemOf(said);
      expect(problem).to.include({ code: "unknownEnvironmentName", where: `TIDEMARK_TARGTE ${place}` });
      expect(problem.text)
        .to.contain("did you mean TIDEMARK_TARGET?")
        .and.contain("TIDEMARK_URL_USER_SERVICE");
    });
  }

  it("leaves names alone that belong to others", () => {
    settingsOf({ env: { RAET: "5", PATH: "/bin", TIDEMARK_CACHE_DIR: "/c" }, dotEnv: { DATABASE_URL: "x" } });
  });
});

describe("readSettings", () => {
  it("reads some settings alone and does not look at the others", () => {
    const settings = readSettings(
      ["projectFolder"],
      sources({ env: { RATE: "abc", TIDEMARK_PROJECT: "shop" } }),
    );
    expect(settings).to.deep.equal({ projectFolder: "/here/shop" });
  });
});
