/** What a whole run has of its seconds, and a search that ends when it has its answer. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { RunEvent } from "../../lib/core/record/event.ts";
import { fileNames } from "../../lib/core/record/names.ts";
import type { EndpointStep, Step } from "../../lib/core/record/step.ts";
import { eventually } from "../support/eventually.ts";
import { descendantsOf } from "../support/processes.ts";
import {
  answer,
  type Behaviour,
  type ScriptedServer,
  startScriptedServer,
} from "../support/scripted-server.ts";
import { skipBecause } from "../support/skip.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { onlyRecord, runFolders, tidemark, type Tidemark } from "../support/tidemark.ts";

describe("a recorded run", () => {
  const temporary = temporaryFolder();
  let server: ScriptedServer;
  let tool: Tidemark;

  beforeEach(() => {
    tool = tidemark(temporary());
  });
  afterEach(() => server.close());

  async function start(behaviour: Behaviour, ...words: string[]) {
    server = await startScriptedServer(behaviour);
    const urls = ["api", "postgres", "mongo"].flatMap((service) => ["--url", `${service}=${server.url}`]);
    return { run: tool.start("run", ...words, ...urls) };
  }

  function rowsOf<Row>(name: string): Row[] {
    const lines = readFileSync(join(runFolders(tool)[0] ?? "", name), "utf8")
      .trimEnd()
      .split("\n");
    return lines.map((line) => JSON.parse(line) as Row);
  }

  const endpointSteps = () =>
    rowsOf<Step>(fileNames.steps).filter((step): step is EndpointStep => step.kind === "endpoint");

  it("has seconds that add up to its traffic, and the begin and end of its phases", async () => {
    const words = ["sustained", "--rate", "100", "--duration", "3s", "--warmup", "2s"];
    await (
      await start(() => false, ...words)
    ).run;
    const { traffic, notes } = onlyRecord(tool);
    for (const { phase, requests } of traffic) {
      const own = endpointSteps().filter((step) => step.phase === phase);
      expect(own.reduce((sum, step) => sum + step.requests, 0)).to.equal(requests);
      expect(own.length, `seconds of ${phase}`).to.be.within(2, 5);
    }
    expect(notes.filter((note) => note.startsWith("recorder:"))).to.deep.equal([]);
    const phases = rowsOf<RunEvent>(fileNames.events).filter(({ kind }) => kind === "phase");
    expect(phases.map(({ name, edge }) => `${name} ${edge}`)).to.deep.equal([
      "warmup start",
      "warmup end",
      "main start",
      "main end",
    ]);
  });

  it("ends a search at the step that broke, with what was found and exit code 0", async () => {
    let requests = 0;
    // As many as the first step sends; its health check and k6's one more at the end included.
    const { run } = await start(
      (_request, response) => (requests += 1) > 650 && answer(response, 503, {}),
      ...["breakpoint", "--rate", "1000", "--steps", "5", "--duration", "3s", "--warmup", "0s"],
    );
    const { exitCode, stderr } = await run;
    const { capacity, verdict, facts } = onlyRecord(tool);
    expect(stderr).to.match(/users_list-errors broke at 400\/s \(step_02\)/);
    expect(capacity).to.deep.include({ sustainedPerSecond: 200, brokenBy: "users_list-errors" });
    expect(capacity?.steps.map(({ outcome }) => outcome)).to.deep.equal(["met", "missed"]);
    expect(verdict.status).to.equal("pass");
    expect(facts).to.include({ endedOnPurpose: true, interruptedBy: null, generatorFailure: null });
    expect(exitCode).to.equal(0);
    expect(endpointSteps().some(({ phase }) => phase === "step_04")).to.equal(false);
  });

  it("keeps the recorder's token to k6: not in its arguments, nor in any file", async function () {
    if (process.platform !== "linux")
      skipBecause(this, "the environment of a process is found through /proc");
    const { run } = await start(
      () => false,
      "sustained",
      "--rate",
      "20",
      "--duration",
      "3s",
      "--warmup",
      "0s",
    );
    const k6 = () =>
      descendantsOf(run.pid ?? 0).find(({ command }) => command.includes("experimental-prometheus-rw"));
    await eventually("k6 runs", () => tokenOf(k6()?.pid) !== null, 60_000);
    const token = tokenOf(k6()?.pid) ?? "";
    expect(token.length).to.be.greaterThan(40);
    for (const { command } of descendantsOf(run.pid ?? 0)) expect(command).not.to.include(token);
    await run;
    const [folder = ""] = runFolders(tool);
    for (const name of readdirSync(folder)) {
      expect(readFileSync(join(folder, name), "latin1").includes(token), name).to.equal(false);
    }
  });
});

/** From the environment of k6, which only its user can read. */
function tokenOf(pid: number | undefined): string | null {
  if (pid === undefined) return null;
  const variables = readFileSync(`/proc/${pid}/environ`, "latin1").split("\0");
  const name = "K6_PROMETHEUS_RW_BEARER_TOKEN=";
  return variables.find((variable) => variable.startsWith(name))?.slice(name.length) ?? null;
}
