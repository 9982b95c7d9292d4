/** What becomes of a finished run's record when Grafana is told of it, or cannot be. */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { announced } from "../../../lib/app/run/announce.ts";
import type { RunRecord } from "../../../lib/core/record/record.ts";
import { writeRecord } from "../../../lib/node/records/write-record.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { aRecord } from "../../unit/core/given.ts";

const record = aRecord({ endedAt: "2026-01-02T03:04:35.000Z" });

describe("the announcement of a run to Grafana", () => {
  const path = temporaryFolder();
  const said: string[] = [];
  const written = () => JSON.parse(readFileSync(path("run.json"), "utf8")) as RunRecord;

  beforeEach(async () => {
    said.length = 0;
    await writeRecord(path(), record);
  });

  const tell = (env: NodeJS.ProcessEnv, dotEnv = {}) =>
    announced(record, { env, dotEnv, folder: path(), say: (line) => said.push(line) });

  it("is not made where no Grafana is named", async () => {
    expect(await tell({})).to.equal(record);
    expect(said).to.deep.equal([]);
  });

  it("leaves the record as it is when Grafana takes it, named by the environment or by .env", async () => {
    const server = createServer((_request, response) => response.end("{}"));
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const GRAFANA_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      expect(await tell({ GRAFANA_URL, GRAFANA_TOKEN: "t" })).to.equal(record);
      expect(await tell({ GRAFANA_URL: "" }, { GRAFANA_URL, GRAFANA_TOKEN: "t" })).to.equal(record);
    } finally {
      server.closeAllConnections();
      server.close();
    }
    expect(said).to.deep.equal([]);
  });

  it("that fails is a note in the record, and changes neither verdict nor exit code", async () => {
    const noted = await tell({ GRAFANA_URL: "http://127.0.0.1:9", GRAFANA_TOKEN: "secret" });
    expect(said).to.have.length(1);
    expect(said[0]).to.match(
      /^Grafana was not told of the run: http:\/\/127[.]0[.]0[.]1:9\/api\/annotations gave no answer/,
    );
    expect(noted).to.deep.equal({ ...record, notes: [...record.notes, said[0]] });
    expect(written()).to.deep.equal(noted);
    expect(JSON.stringify(noted)).not.to.include("secret");
  });

  it("that is configured wrongly is a note, too", async () => {
    const { notes } = await tell({ GRAFANA_URL: "grafana" });
    expect(notes.at(-1)).to.include("GRAFANA_URL must be");
  });
});
