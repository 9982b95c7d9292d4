/** An experiment whose fault is in: a service of the embedded system stands still, and what is below its run. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { RunEvent } from "../../../lib/core/record/event.ts";
import { eventually } from "../../support/eventually.ts";
import { descendantsOf, type SeenProcess, stillRunning } from "../../support/processes.ts";
import { runFolders, type Started, type Tidemark } from "../../support/tidemark.ts";

/** PostgreSQL's initdb, Toxiproxy and three services, the steady state and the baseline, on a busy machine. */
const FAULT_LIMIT_MS = 120_000;
const END_LIMIT_MS = 60_000;

/** Rows so far of a file of the only run. */
export function rowsOf<Row>(tool: Tidemark, file: string): Row[] {
  const path = join(runFolders(tool)[0] ?? "", file);
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, "utf8").split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Row);
}

/** @returns what runs below it, once one of them stands still. @throws Error with what it said where it ends first */
export async function injected(tool: Tidemark, run: Started): Promise<readonly SeenProcess[]> {
  const began = () =>
    rowsOf<RunEvent>(tool, "events.ndjson").some(({ kind, edge }) => kind === "fault" && edge === "start");
  await eventually("the fault is in", () => began() || run.exitCode !== null, FAULT_LIMIT_MS);
  if (!began()) throw new Error(`it ended first: ${(await run).stderr}`);
  const below = descendantsOf(run.pid ?? 0);
  expect(stopped(below), "a service stands still").to.have.length(1);
  return below;
}

/** Those in state T: stopped by a signal. */
export function stopped(processes: readonly SeenProcess[]): SeenProcess[] {
  return stillRunning(processes).filter(({ pid }) => {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).startsWith("T");
  });
}

export async function nothingIsLeft(tool: Tidemark, below: readonly SeenProcess[]): Promise<void> {
  await eventually("nothing of the run is there", () => stillRunning(below).length === 0, END_LIMIT_MS);
  const { exitCode, stdout } = await tool.start("chaos", "status");
  expect([exitCode, stdout]).to.deep.equal([
    0,
    "no fault controller runs, and no fault is left that is known of",
  ]);
}
