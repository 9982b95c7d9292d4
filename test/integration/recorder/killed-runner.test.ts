/** Is what was recorded there when the runner is killed without a chance to close anything? */
import { fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { readRows } from "../../../lib/app/report/read-rows.ts";
import type { Step } from "../../../lib/core/record/step.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { endpointSteps } from "./recorded-runs.ts";

const pushes = join(import.meta.dirname, "../../unit/node/recorder/pushes");
const runner = join(import.meta.dirname, "support/recording-runner.ts");

describe("a recorder whose process is killed", () => {
  const folder = temporaryFolder();

  it("leaves every second that k6 got an answer for, readable", async () => {
    const child = fork(runner, [folder()], { execArgv: ["--import", "./test/register.mjs"] });
    const ended = once(child, "exit");
    const [{ url, token }] = (await once(child, "message")) as [{ url: string; token: string }];
    const answered: number[] = [];
    for (const name of ["1", "2", "3"]) {
      const body = readFileSync(join(pushes, `${name}.bin`));
      const { status } = await fetch(url, {
        method: "POST",
        headers: { authorization: `Bearer ${token}` },
        body,
      });
      answered.push(status);
    }
    child.kill("SIGKILL");
    await ended;
    expect(answered).to.deep.equal([204, 204, 204]);

    const steps: Step[] = [];
    const { damaged } = await readRows(folder("steps.ndjson"), (row) => steps.push(row as Step));
    expect(damaged).to.equal(0);
    // The run had 20/s in its first second, then 50/s.
    const requests = endpointSteps(steps).reduce((sum, step) => sum + step.requests, 0);
    expect(requests).to.be.within(100, 125);
  });

  it("may tear the last row, which a reader leaves out", async () => {
    const file = folder("steps.ndjson");
    writeFileSync(
      file,
      '{"schema":1,"kind":"users","startMs":1000,"durationMs":1000,"vus":1}\n{"schema":1,"ki',
    );
    const steps: Step[] = [];
    expect(await readRows(file, (row) => steps.push(row as Step))).to.deep.equal({ rows: 1, damaged: 0 });
  });
});
