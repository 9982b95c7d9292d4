/** What the commands of chaos refuse, and what they say; nothing is started or changed by any of it. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { acquireLock } from "../../lib/node/process/lock.ts";
import { faultOf } from "../unit/app/chaos/given.ts";
import { type ScriptedServer, startScriptedServer } from "../support/scripted-server.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { runFolders, tidemark, type Tidemark } from "../support/tidemark.ts";
import { shortExperiments } from "./support/short-experiments.ts";

describe("the commands of chaos", () => {
  const temporary = temporaryFolder();
  let tool: Tidemark;
  let project: string;
  let server: ScriptedServer;

  before(async () => {
    server = await startScriptedServer();
  });
  after(() => server.close());
  beforeEach(() => {
    tool = tidemark(temporary());
    project = shortExperiments(temporary());
  });

  function target(name: string, chaos: string): void {
    const addresses = ["api", "postgres", "mongo"].map((service) => `  ${service}: ${server.url}`).join("\n");
    writeFileSync(join(project, `targets/${name}.yaml`), `addresses:\n${addresses}\n${chaos}\n`);
  }
  const allowed = "hosts: [127.0.0.1], driver: { kind: compose }";

  async function refused(...words: string[]): Promise<string> {
    const { exitCode, stderr } = await tool.start(...words, "--project", project);
    expect(exitCode, stderr).to.equal(4);
    expect(runFolders(tool), "no run is left").to.deep.equal([]);
    return stderr.slice(stderr.indexOf("chaos: refused"));
  }
  const runOn = (name: string, ...more: string[]) =>
    refused("chaos", "run", "short-kill", "--target", name, ...more);

  it("refuse a run that nobody confirmed, by either name, and whatever the target", async () => {
    const text =
      "chaos: refused, and nothing was changed\n  there is no terminal to confirm on; " +
      "look at it with tidemark chaos preview, then say --yes";
    expect(await refused("chaos", "run")).to.equal(text);
    expect(await refused("run", "chaos")).to.equal(text);
  });

  it("refuse a target that does not allow it, and one of whose hosts is not listed", async () => {
    target("mine", "chaos: { allow: false }");
    expect(await runOn("mine", "--yes")).to.include("target mine: must allow chaos itself");
    target("mine", "chaos: { allow: true, driver: { kind: compose } }");
    expect(await runOn("mine", "--yes")).to.include("host 127.0.0.1: must be in the target's chaos.hosts");
  });

  it("refuse addresses that nobody described", async () => {
    const urls = ["api", "postgres", "mongo"].flatMap((service) => ["--url", `${service}=${server.url}`]);
    expect(await refused("chaos", "run", "--yes", ...urls)).to.include("target given by --url: must allow");
  });

  it("refuse what the kind of target cannot have", async () => {
    const driver = "driver: { kind: kubernetes, context: c, namespace: n, services: {} }";
    target("mine", `chaos: { allow: true, hosts: ["*"], contexts: [c], namespaces: [n], ${driver} }`);
    const text = await refused("chaos", "run", "long-pause", "--target", "mine", "--yes");
    expect(text).to.include(
      "experiment long-pause: not on a target of kind kubernetes: The disruptor cannot",
    );
  });

  it("refuse while the kill switch is set", async () => {
    target("mine", `chaos: { allow: true, killSwitch: { file: off-switch }, ${allowed} }`);
    writeFileSync(join(project, "off-switch"), "");
    const text = await runOn("mine", "--yes");
    expect(text).to.include(`the kill switch is set: ${join(project, "off-switch")} exists`);
  });

  it("refuse while something of an earlier run may be left, and say so by status and recover, too", async () => {
    // Of a process that is no more: an effect of which nothing can be left.
    const stopped = { kind: "processStopped", process: { name: "api", pid: 2 ** 22 - 1, startTime: "1" } };
    const fault = { ...faultOf({ what: "stops api" }), effects: [stopped] };
    const about = { schema: 1, seq: 1, atMs: 1, faultId: fault.faultId, leaseMs: 1000 };
    const journals = join(tool.stateFolder, "chaos/journals");
    mkdirSync(journals, { recursive: true });
    const row = JSON.stringify({ ...about, event: "intended", fault });
    writeFileSync(join(journals, `${2 ** 22 - 1}-1.ndjson`), `${row}\n`);
    expect(await refused("chaos", "run", "--yes")).to.match(
      /faults of an earlier run .*tidemark chaos recover$/,
    );
    const status = await tool.start("chaos", "status");
    expect([status.exitCode, status.stdout]).to.satisfy(
      ([code, text]: [number, string]) => code === 5 && text.includes("not confirmed as undone: stops api"),
    );
    const recovered = await tool.start("chaos", "recover");
    expect([recovered.exitCode, recovered.stdout]).to.satisfy(
      ([code, text]: [number, string]) => code === 0 && text.startsWith("undone, and confirmed"),
    );
    expect((await tool.start("chaos", "status")).exitCode).to.equal(0);
  });

  it("refuse a target that another run is using", async () => {
    target("mine", `chaos: { allow: true, ${allowed} }`);
    const key = Array.from({ length: 3 }, () => server.url).join(" ");
    const lock = await acquireLock(tool.stateFolder, key, { runId: "the-other-run" });
    try {
      const { exitCode, stderr } = await tool.start(
        ...["chaos", "run", "short-kill", "--target", "mine", "--yes", "--project", project],
      );
      expect([exitCode, stderr.includes("run the-other-run")], stderr).to.deep.equal([4, true]);
    } finally {
      await lock.release();
    }
  });

  it("know their experiments", async () => {
    const { exitCode, stderr } = await tool.start("chaos", "run", "short-kil", "--yes", "--project", project);
    expect([exitCode, stderr.includes("short-kill")], stderr).to.deep.equal([2, true]);
    const listed = await tool.start("chaos", "list", "--json", "--project", project);
    const rows = JSON.parse(listed.stdout) as { name: string; impossible: Record<string, string | null> }[];
    expect(rows.map(({ name }) => name)).to.deep.equal([
      "short-kill",
      "short-latency",
      "long-pause",
      "stopped-early",
    ]);
    expect(rows[1]?.impossible).to.include({ embedded: null, compose: null });
    expect(rows[1]?.impossible["kubernetes"]).to.be.a("string");
  });

  it("preview what cannot be known before the system is started, and what would be refused", async () => {
    const words = ["chaos", "preview", "short-kill", "--seed", "7", "--project", project];
    const shown = await tool.start(...words);
    expect(shown.exitCode, shown.stderr).to.equal(0);
    expect(shown.stdout).to.include("seed 7; nothing is changed by looking");
    expect(shown.stdout).to.include("kills an instance of postgres, drawn by the seed, 2 times");
    expect(shown.stdout).to.include("who exactly: the embedded system is started for the run");
    target("mine", "chaos: { allow: false }");
    const refusal = await tool.start(...words, "--target", "mine", "--json");
    expect(refusal.exitCode).to.equal(4);
    const { refusals } = JSON.parse(refusal.stdout) as { refusals: { code: string }[] };
    expect(refusals.map(({ code }) => code)).to.deep.equal(["notAllowed"]);
  });

  it("find nothing to stop or to recover where there is nothing", async () => {
    for (const [word, text] of [
      ["status", "no fault controller runs, and no fault is left that is known of"],
      ["stop", "no such fault controller runs"],
      ["recover", "nothing is left to undo"],
    ] as const) {
      const { exitCode, stdout } = await tool.start("chaos", word);
      expect([exitCode, stdout]).to.deep.equal([0, text]);
    }
  });
});
