import { expect } from "chai";
import { readFileSync } from "node:fs";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { eventually } from "../../support/eventually.ts";
import { killRunner, startRunner } from "./scripts.ts";

describe("end signals", () => {
  const path = temporaryFolder();

  it("are counted over all three kinds", async () => {
    const { runner } = await startRunner(
      path(),
      `const seen = [];
       onEndSignals((signal, count) => { seen.push([signal, count]); report(seen); });
       report(seen);
       setInterval(() => {}, 1000);`,
    );
    const seen = () => JSON.parse(readFileSync(path("runner-report.json"), "utf8")) as unknown[];
    try {
      for (const [index, signal] of (["SIGINT", "SIGHUP", "SIGTERM"] as const).entries()) {
        runner.kill(signal);
        await eventually(`${signal} is seen`, () => seen().length === index + 1);
      }
      expect(seen()).to.deep.equal([
        ["SIGINT", 1],
        ["SIGHUP", 2],
        ["SIGTERM", 3],
      ]);
    } finally {
      await killRunner(runner);
    }
  });

  it("end the process as usual after dispose", async () => {
    const { runner } = await startRunner(
      path(),
      `onEndSignals(() => {}).dispose(); report(null); setInterval(() => {}, 1000);`,
    );
    try {
      runner.kill("SIGTERM");
      await eventually("the runner ends", () => runner.signalCode !== null);
      expect(runner.signalCode).to.equal("SIGTERM");
    } finally {
      await killRunner(runner);
    }
  });
});
