/**
 * Every experiment that the embedded system can have, through the whole command. What a fault does, and
 * that nothing of it is there before or after, is seen from outside; the record is compared with that.
 */
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { JournalEntry } from "../../lib/core/experiment/journal.ts";
import type { ExperimentResult, FaultRecord, MeasuredFault } from "../../lib/core/record/chaos.ts";
import type { Verdict } from "../../lib/core/record/verdict.ts";
import { rowsOf } from "../e2e/support/long-pause.ts";
import { shortExperiments } from "../e2e/support/short-experiments.ts";
import { eventually } from "../support/eventually.ts";
import { type SeenProcess, stillRunning } from "../support/processes.ts";
import { skipBecause } from "../support/skip.ts";
import { onlyRecord, tidemark, type Tidemark } from "../support/tidemark.ts";
import { toxiproxyForTests } from "../support/toxiproxy-for-tests.ts";
import {
  DELAY_MS,
  embeddedColumn,
  type EmbeddedExperiment,
  embeddedExperiments,
  FAULT_SECONDS,
  HELD_BYTES,
  RECOVERED_WITHIN_SECONDS,
  WORKERS,
} from "./support/embedded-column.ts";
import { type EmbeddedWatch, type Look, type SeenProxy, watchEmbedded } from "./support/embedded-watch.ts";

/** Nine experiments of 45 s, and what comes before and after them, on a busy machine. */
const RUN_LIMIT_MS = 900_000;
const END_LIMIT_MS = 30_000;
/** Three times within a lease of 10 s, on a busy machine. */
const RENEWED_WITHIN_MS = 6_000;
/** A look takes its time: one that began just before an edge may show what is behind it. */
const EDGE_MS = 700;

/** Of a look while the fault is in, or at any other time. */
const signs: Readonly<Record<EmbeddedExperiment, (look: Look) => boolean>> = {
  "each-kill": ({ services }) => services["postgres"] === undefined,
  "each-latency-of-a-service": (look) => hasToxics(look, "mongo", [latency]),
  "each-latency-of-a-store": (look) => hasToxics(look, "store-postgres", [latency]),
  "each-cpu": ({ burners }) => burners.filter(({ what }) => what === "cpu").length === WORKERS,
  "each-outage": (look) => {
    const proxy = proxyNamed(look, "store-postgres");
    return proxy?.enabled === false && proxy.connecting === "ECONNREFUSED";
  },
  "each-reset": (look) => hasToxics(look, "store-postgres", ["reset_peer"]),
  "each-stall": (look) => hasToxics(look, "store-postgres", [still, still]),
  "each-memory": ({ burners }) =>
    burners.some(({ what, residentBytes }) => what === "memory" && residentBytes > HELD_BYTES),
  "each-pause": ({ stopped }) => stopped.join() === "mongo",
};
const latency = `latency ${DELAY_MS}`;
const still = "bandwidth";

/** What the probe has to have seen; of less processor and memory a machine may have enough. */
const shows: Readonly<Record<EmbeddedExperiment, (measured: MeasuredFault) => boolean>> = {
  "each-kill": wasDetected,
  "each-latency-of-a-service": isSlower,
  "each-latency-of-a-store": isSlower,
  "each-cpu": () => true,
  "each-outage": wasDetected,
  "each-reset": wasDetected,
  "each-stall": wasDetected,
  "each-memory": () => true,
  "each-pause": wasDetected,
};

describe("every experiment of the embedded system", function () {
  this.timeout(RUN_LIMIT_MS);
  let folder: string;
  let tool: Tidemark;
  let watch: EmbeddedWatch | null = null;
  let looks: readonly Look[];
  let processes: readonly SeenProcess[];
  let results: readonly ExperimentResult[];
  let verdict: Verdict;
  let said: string;

  before("run them all", async function () {
    if (process.platform !== "linux") skipBecause(this, "the processes of a run are seen through /proc");
    await toxiproxyForTests(this);
    this.timeout(RUN_LIMIT_MS);
    folder = realpathSync(mkdtempSync(join(tmpdir(), "tidemark-test-")));
    tool = tidemark(folder);
    const project = shortExperiments(folder, embeddedExperiments.join(""));
    const words = ["chaos", "run", ...embeddedColumn, "--yes", "--seed", "1", "--project", project];
    const run = tool.start(...words);
    watch = watchEmbedded(run.pid ?? 0);
    const ended = await run;
    await watch.stop();
    ({ looks, processes } = watch);
    said = `${ended.stderr}\n${ended.stdout}`;
    ({ experiments: results, verdict } = onlyRecord(tool));
  });

  after("stop watching", async () => {
    await watch?.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  const faultOf = (name: EmbeddedExperiment): FaultRecord => {
    const [fault, ...more] = results.find(({ experiment }) => experiment === name)?.faults ?? [];
    if (fault === undefined || more.length > 0) throw new Error(`${name}: one fault was expected\n${said}`);
    return fault;
  };

  it("is carried out, and ends the run with no worse than what was not seen of it", () => {
    expect(results.map(({ experiment, status }) => `${experiment} ${status}`)).to.deep.equal(
      embeddedColumn.map((name) => `${name} completed`),
    );
    const failed = results.filter((each) => !["pass", "inconclusive"].includes(each.verdict.status));
    expect(failed.flatMap((each) => each.verdict.reasons.map(({ text }) => text))).to.deep.equal([]);
    expect(["pass", "inconclusive"], said).to.include(verdict.status);
  });

  for (const name of embeddedColumn) {
    it(`${name}: is there while it should be, and at no other time`, () => {
      const { injectedAtMs, undoneAtMs } = faultOf(name);
      const [fromMs, toMs] = [injectedAtMs ?? 0, undoneAtMs ?? 0];
      // It counts from when it has taken hold, which is some time into its phase.
      expect(toMs - fromMs).to.be.within(2_000, (FAULT_SECONDS + RECOVERED_WITHIN_SECONDS) * 1000);
      const during = looks.filter(({ atMs }) => atMs > fromMs + EDGE_MS && atMs < toMs - EDGE_MS);
      const seen = during.filter(signs[name]);
      expect(during.length, "looks while it is in").to.be.greaterThan(3);
      expect(seen.length, "looks that show it").to.be.greaterThan(during.length / 2);
      const isAround = ({ atMs }: Look) => atMs > intendedAtMs(name) - EDGE_MS && atMs < toMs + EDGE_MS;
      const isWithin = ({ atMs }: Look) => whole.fromMs < atMs && atMs < whole.toMs;
      const whole = { fromMs: faultOf("each-kill").injectedAtMs ?? 0, toMs: lastUndoneMs() + 3_000 };
      const others = looks.filter((look) => isWithin(look) && !isAround(look));
      expect(others.length, "looks at other times").to.be.greaterThan(30);
      // A service that is started again takes its time.
      const allowed = ({ atMs }: Look) => name === "each-kill" && atMs < toMs + 5_000;
      expect(others.filter((look) => signs[name](look) && !allowed(look))).to.deep.equal([]);
    });

    it(`${name}: is told as it was: its effect, its end, and that the system is itself again`, () => {
      const { presence, failures, evidence, measured, renewals, injectedAtMs, undoneAtMs } = faultOf(name);
      expect([presence, failures]).to.deep.equal(["clean", []]);
      expect(evidence).not.to.deep.equal([]);
      const heldMs = (undoneAtMs ?? 0) - (injectedAtMs ?? 0);
      expect(renewals).to.be.at.least(heldMs > RENEWED_WITHIN_MS ? 1 : 0);
      if (measured === null) throw new Error("nothing was measured");
      expect(shows[name](measured), JSON.stringify(measured)).to.equal(true);
      expect(measured.recoveredAfterSeconds, JSON.stringify(measured)).to.be.within(
        0,
        RECOVERED_WITHIN_SECONDS,
      );
    });
  }

  it("burns processors that are not the load's", () => {
    const { injectedAtMs, undoneAtMs } = faultOf("each-cpu");
    const burning = looks.filter(
      ({ atMs, burners }) =>
        atMs > (injectedAtMs ?? 0) && atMs < (undoneAtMs ?? 0) && burners.length === WORKERS,
    );
    const ticksOf = (look: Look | undefined) =>
      (look?.burners ?? []).reduce((sum, { ticks }) => sum + ticks, 0);
    const used = (ticksOf(burning.at(-1)) - ticksOf(burning[0])) / 100;
    const seconds = ((burning.at(-1)?.atMs ?? 0) - (burning[0]?.atMs ?? 0)) / 1000;
    // Of one processor or more, shared with the system and with whatever else this machine does.
    expect(used / seconds).to.be.greaterThan(0.2);
  });

  it("leaves no process, no fault that is known of, and no journal", async () => {
    await eventually("nothing of the run is there", () => stillRunning(processes).length === 0, END_LIMIT_MS);
    const { exitCode: code, stdout } = await tool.start("chaos", "status");
    expect([code, stdout]).to.deep.equal([
      0,
      "no fault controller runs, and no fault is left that is known of",
    ]);
  });

  /** From here on something of it may be there: to take hold takes its time. */
  function intendedAtMs(name: EmbeddedExperiment): number {
    const { faultId } = faultOf(name);
    const rows = rowsOf<JournalEntry>(tool, "journal.ndjson");
    return rows.find((row) => row.event === "intended" && row.faultId === faultId)?.atMs ?? 0;
  }

  function lastUndoneMs(): number {
    return Math.max(...results.flatMap(({ faults }) => faults.map(({ undoneAtMs }) => undoneAtMs ?? 0)));
  }
});

function proxyNamed({ proxies }: Look, name: string): SeenProxy | undefined {
  return proxies?.find((proxy) => proxy.name === name);
}

function hasToxics(look: Look, proxy: string, toxics: readonly string[]): boolean {
  return proxyNamed(look, proxy)?.toxics.join() === toxics.join();
}

function wasDetected({ detectedAfterSeconds }: MeasuredFault): boolean {
  return detectedAfterSeconds !== null && detectedAfterSeconds < FAULT_SECONDS;
}

function isSlower({ slowdown }: MeasuredFault): boolean {
  return (slowdown ?? 0) > 3;
}
