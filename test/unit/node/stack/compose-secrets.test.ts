import { expect } from "chai";
import { parse } from "dotenv";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import {
  composeSecrets,
  missingSecrets,
  writeMissingSecrets,
} from "../../../../lib/node/stack/compose-secrets.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

describe("the secrets of docker-compose.yml", () => {
  const folder = temporaryFolder();
  const dotEnv = () => readFileSync(folder(".env"), "utf8");

  it("are all missing where there is no .env", () => {
    expect(missingSecrets(folder(), {})).to.deep.equal([...composeSecrets]);
  });

  it("are made where they are missing, each another, for the owner alone", () => {
    expect(writeMissingSecrets(folder())).to.deep.equal([...composeSecrets]);
    const values = Object.values(parse(dotEnv()));
    expect(new Set(values).size).to.equal(composeSecrets.length);
    // Longer than anybody guesses, and nothing in them that an address would have to escape.
    for (const value of values) expect(value).to.match(/^[\w-]{32}$/);
    expect(statSync(folder(".env")).mode & 0o777).to.equal(0o600);
    expect(missingSecrets(folder(), {})).to.deep.equal([]);
  });

  it("are left as they are where they are there, and so is all else in the file", () => {
    writeFileSync(folder(".env"), "RATE=50/s\nMONGO_PASSWORD=kept\nREDIS_PASSWORD=");
    expect(writeMissingSecrets(folder())).to.not.include("MONGO_PASSWORD");
    expect(dotEnv()).to.match(/^RATE=50\/s\nMONGO_PASSWORD=kept\nREDIS_PASSWORD=\nPOSTGRES_PASSWORD=/);
    expect(parse(dotEnv())["REDIS_PASSWORD"]).to.not.equal("");
    const before = dotEnv();
    expect(writeMissingSecrets(folder())).to.deep.equal([]);
    expect(dotEnv()).to.equal(before);
  });

  it("may come from the environment, which goes over the file", () => {
    writeFileSync(folder(".env"), composeSecrets.map((name) => `${name}=x\n`).join(""));
    expect(missingSecrets(folder(), { GRAFANA_PASSWORD: "" })).to.deep.equal(["GRAFANA_PASSWORD"]);
  });
});
