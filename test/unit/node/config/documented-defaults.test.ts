import { expect } from "chai";
import { parse } from "dotenv";
import { readFileSync } from "node:fs";
import type { SettingKey } from "../../../../lib/node/config/run-settings.ts";
import { settingsTable } from "../../../../lib/node/config/settings.ts";
import { settingsOf } from "./sources.ts";

const example = new URL("../../../../.env.example", import.meta.url);

describe("documented defaults", () => {
  for (const [key, setting] of Object.entries(settingsTable)) {
    it(`${key}: the words are the value, or stand for a decision of someone else`, () => {
      const byDefault = setting.default;
      if (byDefault !== null) expect(setting.defaultText).to.equal(String(byDefault));
      else expect(setting.defaultText).to.match(/^[a-z]/);
    });

    it(`${key}: its example is a value that it takes`, () => {
      expect(setting.environmentValue.safeParse(setting.example).success).to.equal(true);
      if (setting.placeholder === null) return;
      expect(settingsOf({ flags: { [key as SettingKey]: setting.example } })).to.have.property(key);
    });
  }

  it(".env.example holds each name once, commented out, with the example of the table", () => {
    const text = readFileSync(example, "utf8");
    expect(parse(text)).to.deep.equal({});
    // What follows is for docker-compose.yml: test/unit/compose.
    const [ofTidemark = ""] = text.split("# The secrets of docker-compose.yml");
    const lines = ofTidemark.match(/^# [A-Z0-9_]+=.*$/gm) ?? [];
    const documented = lines.map((line) => line.slice(2));
    const expected = Object.values(settingsTable).flatMap((setting) =>
      setting.environment.map((name) => `${name}=${setting.example}`),
    );
    expect(documented).to.have.members([...expected, "TIDEMARK_URL_API=http://127.0.0.1:8000"]);
  });

  it("no two settings share a flag or a name", () => {
    const settings = Object.values(settingsTable);
    const names = settings.flatMap((setting) => [setting.flag, ...setting.environment]);
    expect(new Set(names).size).to.equal(names.length);
  });
});
