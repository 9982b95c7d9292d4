import { expect } from "chai";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RunRecord } from "../../../lib/core/record/record.ts";
import { listRuns } from "../../../lib/node/records/list-runs.ts";
import { readRecord } from "../../../lib/node/records/read-record.ts";
import { writeLatest, writeRecord } from "../../../lib/node/records/write-record.ts";
import { aFaultRecord, anExperimentResult } from "../../unit/core/chaos/given.ts";
import {
  containerSqueezed,
  containerThrottled,
  memoryTaken,
  notMeasured,
  processorsTaken,
} from "../../unit/core/chaos/given-pressures.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { aRecord } from "./a-record.ts";
import { refusalOf } from "./refusal.ts";

const folder = temporaryFolder();
const older = "20260802T101530Z-smoke-222222";
const newer = "20260802T101531Z-smoke-333333";

async function store(runId: string, record: RunRecord = aRecord({ runId })): Promise<string> {
  mkdirSync(folder(runId));
  await writeRecord(folder(runId), record);
  return folder(runId);
}

describe("a record that was written", () => {
  for (const [how, reference] of [
    ["its id", () => older],
    ["its folder", () => folder(older)],
    ["its run.json", () => folder(older, "run.json")],
    ["latest", () => "latest"],
  ] as const) {
    it(`reads back as it was, by ${how}`, async () => {
      await store(older);
      await writeLatest(folder(), older);
      expect(await readRecord(reference(), folder())).to.deep.equal({
        folder: folder(older),
        record: aRecord(),
      });
    });
  }

  it("reads back with what each fault took, however that was measured", async () => {
    const pressures = [
      processorsTaken(),
      memoryTaken(),
      containerThrottled(),
      containerSqueezed(),
      notMeasured,
    ];
    const experiments = [anExperimentResult({ faults: [aFaultRecord({ pressures })] })];
    await store(older, aRecord({ experiments }));
    expect((await readRecord(older, folder())).record.experiments).to.deep.equal(experiments);
  });

  it("reads as aborted when its run was killed: what was written at the start stands", async () => {
    const verdict = { status: "aborted", reasons: [] } as const;
    await store(
      older,
      aRecord({ state: "running", endedAt: null, facts: null, exitCode: null, git: null, verdict }),
    );
    const { record } = await readRecord(older, folder());
    expect(record.state).to.equal("running");
    expect(record.verdict.status).to.equal("aborted");
  });

  it("is refused when it holds a figure that JSON can't say, and nothing is written", async () => {
    const spoilt = aRecord({ traffic: [{ ...aRecord().traffic[0]!, achievedPerSecond: Number.NaN }] });
    const error = await refusalOf(writeRecord(folder(), spoilt));
    expect(error).to.include({ code: "invalidRecord", kind: "machine" });
    expect(error.message).to.contain("traffic.0.achievedPerSecond");
    expect((await refusalOf(readRecord(folder(), folder()))).code).to.equal("unreadable");
  });

  it("latest is a text file that names the run", async () => {
    await writeLatest(folder(), older);
    await writeLatest(folder(), newer);
    expect(readFileSync(folder("latest"), "utf8")).to.equal(`${newer}\n`);
  });
});

describe("a record that can't be read", () => {
  const torn = JSON.stringify(aRecord()).slice(0, 500);
  for (const [what, content, code, words] of [
    ["breaks off", torn, "torn", "must be a whole record"],
    ["is empty", "", "torn", "must be a whole record"],
    ["is another program's JSON", '{"metrics":{}}', "foreign", "must be a record of Tidemark"],
    ["is a list", "[]", "foreign", "must be a record of Tidemark"],
    ["is of a later schema", json({ schema: 2 }), "unknownSchema", "must be a record of schema 1, got 2"],
    ["has no schema", json({ schema: undefined }), "unknownSchema", "got none"],
    [
      "has a verdict of its own",
      json({ verdict: { status: "great", reasons: [] } }),
      "foreign",
      "verdict.status",
    ],
    ["has an exit code of its own", json({ exitCode: 7 }), "foreign", "exitCode"],
    ["lacks its results", json({ results: undefined }), "foreign", "results"],
  ] as const) {
    it(`is refused when it ${what}: ${code}`, async () => {
      const path = folder("run.json");
      writeFileSync(path, content);
      const error = await refusalOf(readRecord(folder(), folder()));
      expect(error).to.include({ code, kind: "usage", path });
      expect(error.message).to.contain(words);
    });
  }

  it("is named with the nearest run when there is none of that id", async () => {
    await store(older);
    const error = await refusalOf(readRecord("20260802T101530Z-smoke-222223", folder()));
    expect(error).to.include({ code: "unknownRun", kind: "usage" });
    expect(error.message).to.contain(`did you mean ${older}?`);
  });

  it("is asked for before the first run", async () => {
    const error = await refusalOf(readRecord("latest", folder("nowhere")));
    expect(error).to.include({ code: "noRuns", path: folder("nowhere") });
  });

  it("is not looked for outside when latest was tampered with", async () => {
    writeFileSync(folder("latest"), "../elsewhere\n");
    expect((await refusalOf(readRecord("latest", folder()))).code).to.equal("noRuns");
  });
});

describe("listRuns", () => {
  it("gives the newest first, and leaves alone what is no run", async () => {
    await store(older);
    await store(newer);
    await writeLatest(folder(), newer);
    mkdirSync(folder("notes"));
    const runs = await listRuns(folder());
    expect(runs.map(({ runId, state }) => ({ runId, state }))).to.deep.equal([
      { runId: newer, state: "readable" },
      { runId: older, state: "readable" },
    ]);
  });

  it("says why one can't be read, and hides no other", async () => {
    await store(older);
    mkdirSync(folder(newer));
    writeFileSync(join(folder(newer), "run.json"), "{");
    const [broken, sound] = await listRuns(folder());
    expect(broken).to.include({ runId: newer, state: "unreadable" });
    expect(broken).to.have.property("problem").that.contains("must be a whole record");
    expect(sound).to.include({ runId: older, state: "readable" });
  });

  it("is empty before the first run", async () => {
    expect(await listRuns(folder("nowhere"))).to.deep.equal([]);
  });
});

function json(changed: object): string {
  return JSON.stringify({ ...aRecord(), ...changed });
}
