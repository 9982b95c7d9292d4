/** Are a run's events on disk as soon as they happened, and is a full disk said? */
import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { openEventLog } from "../../../lib/node/records/event-log.ts";
import { skipBecause } from "../../support/skip.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const event = { atMs: 5, kind: "phase", edge: "start", name: "main", text: "the judged part" } as const;

describe("the log of events", () => {
  const folder = temporaryFolder();
  const rows = () =>
    readFileSync(join(folder(), "events.ndjson"), "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown);

  it("has each event on disk at once, as a row with its schema", () => {
    const log = openEventLog(folder());
    log.add(event);
    expect(rows()).to.deep.equal([{ schema: 1, ...event }]);
    log.add({ ...event, edge: "end" });
    expect(rows()).to.have.length(2);
    expect(log.close()).to.equal(null);
  });

  it("tells what went wrong when a row could not be written, and throws nothing", function () {
    if (!existsSync("/dev/full")) skipBecause(this, "needs /dev/full, which is as good as a full disk");
    symlinkSync("/dev/full", join(folder(), "events.ndjson"));
    const log = openEventLog(folder());
    log.add(event);
    expect(log.close()).to.match(/events.ndjson: .*no space.*later events are missing/i);
  });
});
