/**
 * Experiments on the containers of docker-compose.yml through the whole command, on a real Docker engine:
 * each one that `chaos list` says a compose stack can have, and what is left however a run ends. Whether a
 * fault is undone is read from Docker and from Toxiproxy, not from what the run wrote.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { experiments } from "../../experiments/index.ts";
import { matrixOf } from "../../lib/core/experiment/matrix.ts";
import type { ExperimentResult } from "../../lib/core/record/chaos.ts";
import type { RunEvent } from "../../lib/core/record/event.ts";
import { builtProgramHost } from "../support/built-daemons.ts";
import { eventually } from "../support/eventually.ts";
import { skipBecause } from "../support/skip.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { onlyRecord, runFolders, type Started, tidemark, type Tidemark } from "../support/tidemark.ts";
import { type ChaosStack, chaosStack } from "./support/chaos-stack.ts";
import { lookAtStack, oddities, type SeenStack } from "./support/look-at-stack.ts";
import { shortComposeExperiments } from "./support/short-compose-experiments.ts";

const preparationMs = 60 * 60_000;
/** All of them, one after another, half a minute each. */
const allOfThemMs = 20 * 60_000;
const oneOfThemMs = 5 * 60_000;
/** The steady state, k6 and the baseline, on a busy machine. */
const faultWithinMs = 120_000;
/** The lease, and what the undo takes. */
const undoneWithinMs = 20_000;

const possible = matrixOf(experiments)
  .filter(({ impossible }) => impossible.compose === null)
  .map(({ experiment }) => experiment);

describe("experiments on docker-compose.yml, by the command", () => {
  const temporary = temporaryFolder();
  let stack: ChaosStack;
  let stop: (() => Promise<void>) | null = null;
  let asBefore: SeenStack;
  let tool: Tidemark;

  before("bring the stack up, with Toxiproxy on the way to its stores", async function () {
    this.timeout(preparationMs);
    await builtProgramHost();
    const found = await chaosStack();
    if ("whyNot" in found) skipBecause(this, found.whyNot);
    stack = found;
    stop = () => stack.stop();
    await stack.up();
    asBefore = await lookAtStack(stack.project);
    expect(oddities(asBefore)).to.deep.equal([]);
  });

  after("take everything down", async function () {
    this.timeout(180_000);
    if (stop === null) return;
    await stop();
    process.stdout.write(`\n${stack.notes.map((note) => `    ${note}\n`).join("")}`);
  });

  function start(folder: string, ...names: string[]): Started {
    tool = tidemark(folder, stack.project.env);
    const project = shortComposeExperiments(folder, stack.project);
    const how = ["--target", "compose", "--yes", "--quiet", "--seed", "1", "--project", project];
    return tool.start("chaos", "run", ...names, ...how);
  }

  const looks = () => lookAtStack(stack.project);

  async function nothingIsLeft(): Promise<void> {
    expect(await looks()).to.deep.equal(asBefore);
    const { exitCode, stdout } = await tool.start("chaos", "status");
    expect([exitCode, stdout]).to.deep.equal([
      0,
      "no fault controller runs, and no fault is left that is known of",
    ]);
  }

  describe("each one that the list says is possible", () => {
    let results: readonly ExperimentResult[] = [];
    let afterwards: SeenStack;
    /** Of all the tests: that of one is gone after it. */
    let folder: string;
    after("remove their folder", () => rmSync(folder, { recursive: true, force: true }));

    before("run all of them", async function () {
      this.timeout(allOfThemMs);
      folder = mkdtempSync(join(tmpdir(), "tidemark-test-"));
      const { stderr } = await start(folder, ...possible.map(({ name }) => name));
      try {
        results = onlyRecord(tool).experiments;
      } catch (cause) {
        throw new Error(`the run left no record:\n${stderr}`, { cause });
      }
      for (const each of results) stack.notes.push(figures(each));
      afterwards = await looks();
    });

    for (const { name, fault } of possible) {
      it(`${name}: is carried out, seen, undone and recovered from`, () => {
        const result = results.find(({ experiment }) => experiment === name);
        expect(result).to.include({ driver: "compose", status: "completed" });
        expect(result?.faults.map(({ presence }) => presence)).to.deep.equal(
          result?.faults.map(() => "clean"),
        );
        for (const { measured } of result?.faults ?? []) {
          expect(measured?.recoveredAfterSeconds, "recovered").to.be.within(0, 18);
          // Less of a processor or of memory may be no harm to anybody.
          if (fault.kind !== "cpu" && fault.kind !== "memory") {
            expect(measured?.detectedAfterSeconds, "seen").to.be.within(0, 6);
          }
        }
      });
    }

    it("leaves containers, limits and proxies as they were", async () => {
      expect(afterwards).to.deep.equal(asBefore);
      await nothingIsLeft();
    });

    it("costs nobody anything but the service where a store is missed that users can do without", () => {
      for (const store of ["redis", "rabbitmq"]) {
        const [fault] = results.find(({ experiment }) => experiment.endsWith(store))?.faults ?? [];
        expect(fault?.measured, store).to.include({ detectedBy: "store", lostSeconds: 0 });
      }
    });
  });

  const lasting = [
    ["long-pause", ["api_service is paused"]],
    ["long-outage", ["proxy postgres is disabled", "proxy postgres has the fault's mark"]],
    ["long-cpu", []],
  ] as const;

  for (const [name, odd] of lasting) {
    describe(`${name}, in mid-fault`, function () {
      this.timeout(oneOfThemMs);

      /** The run in an object: as it is, it would be waited for. */
      async function injected(): Promise<{ readonly run: Started }> {
        const run = start(temporary(), name);
        const began = () => faultEvents(tool).some(({ edge }) => edge === "start");
        await eventually("the fault is in", () => began() || run.exitCode !== null, faultWithinMs);
        if (!began()) throw new Error(`it ended first: ${(await run).stderr}`);
        const seen = await looks();
        const told = oddities(seen).map((each) =>
          each.replace(/ has tidemark-.*-closed$/, " has the fault's mark"),
        );
        expect(told).to.deep.equal(odd);
        expect(seen, "something is another way").not.to.deep.equal(asBefore);
        return { run };
      }

      it("is undone by Ctrl-C before the load ends, and ends with 105", async () => {
        const { run } = await injected();
        run.kill("SIGINT");
        const { exitCode, stderr } = await run;
        expect(exitCode, stderr).to.equal(105);
        const record = onlyRecord(tool);
        const [result] = record.experiments;
        expect(result).to.include({ status: "interrupted" });
        expect(result?.faults[0]).to.include({ presence: "clean" });
        expect(result?.faults[0]?.undoneAtMs).to.be.below(Date.parse(record.endedAt ?? ""));
        await nothingIsLeft();
      });

      it("is undone by the fault controller where the director is killed", async () => {
        const { run } = await injected();
        run.kill("SIGKILL");
        await run;
        const killedAt = performance.now();
        const isAsBefore = async () => JSON.stringify(await looks()) === JSON.stringify(asBefore);
        await eventually("all is as it was", isAsBefore, undoneWithinMs);
        stack.notes.push(
          `${name}: undone ${((performance.now() - killedAt) / 1000).toFixed(1)} s after SIGKILL`,
        );
        const isKnown = async () => (await tool.start("chaos", "status")).exitCode !== 0;
        await eventually("nothing is known of any more", async () => !(await isKnown()), undoneWithinMs);
        await nothingIsLeft();
      });
    });
  }
});

function faultEvents(tool: Tidemark): RunEvent[] {
  const path = join(runFolders(tool)[0] ?? "", "events.ndjson");
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, "utf8").split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line) as RunEvent).filter(({ kind }) => kind === "fault");
}

function figures({ experiment, verdict, faults }: ExperimentResult): string {
  const told = faults.map(({ measured }) => {
    if (measured === null) return "not measured";
    const { detectedAfterSeconds, detectedBy, recoveredAfterSeconds, lostSeconds, slowdown } = measured;
    const seen =
      detectedAfterSeconds === null ? "not seen" : `seen after ${detectedAfterSeconds} s by ${detectedBy}`;
    return `${seen}, recovered after ${recoveredAfterSeconds} s, lost ${lostSeconds.toFixed(1)} s, slowdown ${slowdown?.toFixed(1)}`;
  });
  const why = verdict.reasons.map(({ code }) => code).join(", ");
  return `${experiment}: ${verdict.status}${why === "" ? "" : ` (${why})`}; ${told.join("; ")}`;
}
