/**
 * Faults on the containers of docker-compose.yml, on a real Docker engine: each is planned by the
 * driver, applied, seen from outside by somebody who knows nothing of it, undone, and gone.
 */
import { expect } from "chai";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ContainerReference, Effect, PlannedFault } from "../../lib/core/experiment/effect.ts";
import type { FaultSpec } from "../../lib/core/experiment/experiment.ts";
import { composeDriver } from "../../lib/node/chaos/compose-driver.ts";
import type { Driver } from "../../lib/node/chaos/driver.ts";
import type { Effector, ReadBack } from "../../lib/node/chaos/effector.ts";
import { effectorsFor } from "../../lib/node/chaos/effectors.ts";
import { installRoot } from "../../lib/node/process/install-root.ts";
import { readComposeFile } from "../compose/compose-file.ts";
import { run } from "../compose/run.ts";
import { builtProgramHost } from "../support/built-daemons.ts";
import { skipBecause } from "../support/skip.ts";
import { askUntil } from "./support/ask-until.ts";
import { composeProject, type ComposeProject } from "./support/compose-project.ts";
import { findDocker, type Docker } from "./support/docker.ts";
import { seconds, statusOf, withSecrets } from "./support/observe.ts";

const file = readComposeFile();
const mebibyte = 2 ** 20;
const preparationMs = 40 * 60_000;
const seenWithinMs = 15_000;
const servesAgainWithinMs = 60_000;
/** Longer than Docker waits before it restarts a container that ended by itself. */
const restartPolicyWouldActMs = 3_000;

describe("faults on docker-compose.yml on a Docker engine", function () {
  let docker: Docker;
  let project: ComposeProject;
  let driver: Driver;
  let folder: string;
  let runner: ChildProcess | null = null;
  const notes: string[] = [];
  const cleanUp: (() => Promise<unknown>)[] = [];
  const effectors = effectorsFor({ env: process.env });

  before("bring the stack up, with Toxiproxy on the way to its stores", async function () {
    this.timeout(preparationMs);
    await builtProgramHost();
    const found = await findDocker(installRoot(), file, withSecrets(process.env), (line) => notes.push(line));
    if ("whyNot" in found) skipBecause(this, found.whyNot);
    docker = found;
    cleanUp.push(docker.stop);
    notes.splice(0, notes.length, ...docker.notes);
    const described = await composeProject(file, docker);
    project = described;
    cleanUp.push(() => project.compose("--profile", "*", "down", "--volumes", "--timeout", "10"));
    folder = mkdtempSync(join(tmpdir(), "tidemark-test-"));
    cleanUp.push(async () => rmSync(folder, { recursive: true, force: true }));
    const startedAt = performance.now();
    await up(...project.services(null), ...project.services("chaos"));
    notes.push(`up and healthy ${seconds(startedAt)} after the images were there`);
    driver = composeDriver(target());
    cleanUp.push(() => driver.close());
  });

  afterEach("end the process that applied an effect", () => {
    runner?.kill("SIGKILL");
    runner = null;
  });

  after("take everything down", async function () {
    this.timeout(180_000);
    for (const step of cleanUp.toReversed()) await step();
    process.stdout.write(`\n${notes.map((note) => `    ${note}\n`).join("")}`);
  });

  describe("a killed container", () => {
    it("refuses connections, is not restarted by Docker, and serves again after the undo", async () => {
      const effects = await planned({ kind: "kill", services: ["api"] });
      await apply(effects);
      expect(await health()).to.equal(0);
      expect(await restartedWithin(restartPolicyWouldActMs), "restarted by its policy").to.equal(false);
      expect(await presences(effects)).to.deep.equal(["present"]);
      const undoneAt = performance.now();
      await undo(effects);
      expect(await presences(effects)).to.deep.equal(["clean"]);
      expect(await servesAgain()).to.equal(200);
      notes.push(`the api serves again ${seconds(undoneAt)} after a kill's undo`);
      await undo(effects);
      expect(await servesAgain(), "after a second undo").to.equal(200);
    });

    it("is started by another process when the one that killed it was killed itself", async () => {
      const [effect] = await planned({ kind: "kill", services: ["api"] });
      await applyInProcess(effect);
      runner?.kill("SIGKILL");
      expect(await health()).to.equal(0);
      expect((await undoInProcess(effect)).presence).to.equal("clean");
      expect(await servesAgain()).to.equal(200);
    });
  });

  describe("a paused container", () => {
    it("takes requests and answers none, until the undo", async () => {
      const effects = await planned({ kind: "pause", services: ["api"] });
      await apply(effects);
      expect(await state("api_service")).to.equal("paused");
      expect(await silence()).to.equal("TimeoutError");
      expect(await presences(effects)).to.deep.equal(["present"]);
      await undo(effects);
      await undo(effects);
      expect(await presences(effects)).to.deep.equal(["clean"]);
      expect(await servesAgain()).to.equal(200);
    });

    it("goes on by another process when the one that paused it was killed", async () => {
      const [effect] = await planned({ kind: "pause", services: ["api"] });
      await applyInProcess(effect);
      runner?.kill("SIGKILL");
      expect(await state("api_service")).to.equal("paused");
      expect((await undoInProcess(effect)).presence).to.equal("clean");
      expect(await state("api_service")).to.equal("running");
    });
  });

  describe("less CPU", () => {
    it("is what the kernel gives each service, and its own again after the undo", async () => {
      const before = await kernelCpus("api_service");
      const effects = await planned({ kind: "cpu", workers: 4, services: ["api", "postgres", "mongo"] });
      expect(effects.length).to.equal(3);
      await apply(effects);
      expect(await kernelCpus("api_service")).to.equal(before / 5);
      // 0.3 s of work at a fifth of a processor, less the first slice, which is given at once.
      expect(await workSeconds("api_service", 0.3)).to.be.greaterThan(1);
      expect(await presences(effects)).to.deep.equal(["present", "present", "present"]);
      await undo(effects);
      expect(await presences(effects)).to.deep.equal(["clean", "clean", "clean"]);
      expect(await kernelCpus("api_service")).to.equal(before);
      await undo(effects);
      expect(await kernelCpus("api_service")).to.equal(before);
    });

    it("is taken back by another process when the one that took it was killed", async () => {
      const before = await kernelCpus("api_service");
      const [effect] = await planned({ kind: "cpu", workers: 4, services: ["api"] });
      await applyInProcess(effect);
      runner?.kill("SIGKILL");
      expect(await kernelCpus("api_service")).to.equal(before / 5);
      expect((await undoInProcess(effect)).presence).to.equal("clean");
      expect(await kernelCpus("api_service")).to.equal(before);
    });
  });

  describe("less memory", () => {
    it("is what the kernel allows, kills nobody, and is given back by the undo", async () => {
      const before = await kernelMemory("api_service");
      const effects = await planned({ kind: "memory", bytes: 256 * mebibyte, services: ["api"] });
      await apply(effects);
      expect(await kernelMemory("api_service")).to.equal(before - 256 * mebibyte);
      expect(await servesAgain()).to.equal(200);
      await undo(effects);
      expect(await presences(effects)).to.deep.equal(["clean"]);
      expect(await kernelMemory("api_service")).to.equal(before);
    });

    it("stops above what is in use, however much is to be taken", async () => {
      const effects = await planned({ kind: "memory", bytes: 4096 * mebibyte, services: ["api"] });
      await apply(effects);
      const limit = await kernelMemory("api_service");
      expect(limit).to.be.lessThan(300 * mebibyte);
      expect(await servesAgain()).to.equal(200);
      expect(await state("api_service")).to.equal("running");
      await undo(effects);
      expect(await presences(effects)).to.deep.equal(["clean"]);
    });
  });

  describe("connections to a store", () => {
    const users = () => `${project.address("PORT_API")}/api/v1/users`;

    it("are refused during an outage, and lead there again after it", async function () {
      const effects = await planned({ kind: "outage", store: "postgres" });
      requireEffectors(this, effects);
      await apply(effects);
      expect(await statusWithin(users(), 503)).to.equal(503);
      expect(await presences(effects)).to.deep.equal(["present"]);
      await undo(effects);
      expect(await presences(effects)).to.deep.equal(["clean"]);
      expect(await statusWithin(users(), 200)).to.equal(200);
    });

    it("are slow with latency, and quick again after it", async function () {
      const link = { to: "store", name: "postgres" } as const;
      const effects = await planned({ kind: "latency", link, delayMilliseconds: 400, jitterMilliseconds: 0 });
      requireEffectors(this, effects);
      expect(await statusWithin(directUsers(), 200)).to.equal(200);
      await apply(effects);
      expect(await answerSeconds(directUsers())).to.be.greaterThan(0.4);
      await undo(effects);
      expect(await presences(effects)).to.deep.equal(["clean"]);
      const quick = await askUntil(
        () => answerSeconds(directUsers()),
        (took) => took < 0.4,
        seenWithinMs,
      );
      expect(quick).to.be.lessThan(0.4);
    });

    it("carry nothing while they are stalled, and break while they are reset", async function () {
      const link = { to: "store", name: "postgres" } as const;
      for (const kind of ["stall", "reset"] as const) {
        const effects = await planned({ kind, link });
        requireEffectors(this, effects);
        expect(await statusWithin(directUsers(), 200), "before").to.equal(200);
        await apply(effects);
        const seen = await askUntil(
          () => statusOf(directUsers()),
          (status) => status !== 200,
          seenWithinMs,
        );
        expect(seen, kind).to.not.equal(200);
        await undo(effects);
        expect(await statusWithin(directUsers(), 200), `after ${kind}`).to.equal(200);
      }
    });

    it("are not touched where services go past the proxy", async () => {
      await up("db_postgres_service", { STORE_HOST: "postgres" });
      try {
        expect(await refusalOf({ kind: "outage", store: "postgres" })).to.match(
          /db_postgres_service.*: connections must pass through Toxiproxy, but go straight to postgres:5432/,
        );
      } finally {
        await up("db_postgres_service");
      }
    });
  });

  describe("a container without the permission", () => {
    let mongo: ContainerReference;

    before("make one anew without its label", async () => {
      const override = join(folder, "without-permission.yml");
      writeFileSync(override, "services: { db_mongo_service: { labels: { tidemark.chaos: forbidden } } }\n");
      await run(
        "docker",
        composeUp("-f", "docker-compose.yml", "-f", override)("db_mongo_service"),
        inRoot(),
      );
      const id = await project.docker(
        "ps",
        "--quiet",
        "--no-trunc",
        "--filter",
        serviceFilter("db_mongo_service"),
      );
      mongo = { dockerHost: dockerHost(), id, name: "mongo" };
    });

    for (const kind of ["kill", "pause"] as const) {
      it(`is never hit by ${kind}, whoever else might be drawn`, async () => {
        expect(await refusalOf({ kind, services: ["api", "mongo"] })).to.match(
          /db_mongo_service-1: a container that a fault may hit must carry the label tidemark.chaos=allow/,
        );
      });
    }

    it("is not hit by an effect that names it, whoever planned that", async () => {
      const effects: Effect[] = [
        { kind: "containerKilled", container: mongo },
        { kind: "containerPaused", container: mongo },
      ];
      for (const effect of effects) {
        const said = await apply([effect]).then(String, String);
        expect(said).to.include("must carry the label tidemark.chaos=allow");
      }
      expect(await state("db_mongo_service")).to.equal("running");
    });
  });

  describe("a container that is gone", () => {
    it("leaves nothing to undo", async () => {
      const effects = await planned({ kind: "kill", services: ["api"] });
      await apply(effects);
      await project.compose("rm", "--force", "--stop", "api_service");
      await undo(effects);
      expect(await readBack(effects)).to.deep.equal([
        {
          presence: "clean",
          text: `container ${project.name}-api_service-1 is gone: nothing is left to undo`,
        },
      ]);
    });
  });

  function target() {
    return {
      dockerHost: dockerHost(),
      folder: installRoot(),
      toxiproxyUrl: project.address("PORT_TOXIPROXY"),
    };
  }

  function dockerHost(): string | null {
    return docker.env["DOCKER_HOST"] ?? null;
  }

  function inRoot(more: NodeJS.ProcessEnv = {}) {
    return { env: { ...project.env, STORE_HOST: "toxiproxy", ...more }, cwd: installRoot() };
  }

  async function up(...what: (string | NodeJS.ProcessEnv)[]): Promise<void> {
    const services = what.filter((item) => typeof item === "string");
    const more = what.find((item) => typeof item !== "string") ?? {};
    await run("docker", composeUp()(...services), inRoot(more));
  }

  function composeUp(...files: string[]) {
    return (...services: string[]) => [
      ...["compose", ...files, "--profile", "chaos", "up", "--wait", "--wait-timeout", "180"],
      ...services,
    ];
  }

  async function plan(fault: FaultSpec): Promise<PlannedFault> {
    return driver.plan({ experiment: "test", faultId: "test-1", fault, seconds: 30, draw: () => 0 });
  }

  async function planned(fault: FaultSpec): Promise<readonly [Effect, ...Effect[]]> {
    const [first, ...others] = (await plan(fault)).effects;
    if (first === undefined) throw new Error("a fault must have an effect");
    return [first, ...others];
  }

  async function refusalOf(fault: FaultSpec): Promise<string> {
    return plan(fault).then(
      ({ what }) => `planned: ${what}`,
      (error: unknown) => String(error),
    );
  }

  function requireEffectors(context: Mocha.Context, effects: readonly Effect[]): void {
    const missing = effects.find(({ kind }) => effectors[kind] === undefined);
    if (missing !== undefined) skipBecause(context, `nothing here applies the effect ${missing.kind}`);
  }

  function effectorOf(effect: Effect): Effector {
    return effectors[effect.kind] as Effector;
  }

  async function apply(effects: readonly Effect[]): Promise<void> {
    for (const effect of effects) await effectorOf(effect).apply(effect);
  }

  async function undo(effects: readonly Effect[]): Promise<void> {
    for (const effect of effects.toReversed()) await effectorOf(effect).undo(effect);
  }

  function readBack(effects: readonly Effect[]): Promise<ReadBack[]> {
    return Promise.all(effects.map((effect) => effectorOf(effect).readBack(effect)));
  }

  async function presences(effects: readonly Effect[]): Promise<string[]> {
    return (await readBack(effects)).map(({ presence }) => presence);
  }

  function startRunner(step: "apply" | "undo", effect: Effect): ChildProcess {
    const script = join(installRoot(), "test/heavy/support/effect-runner.ts");
    const args = ["--import", "./test/register.mjs", script, step, JSON.stringify(effect)];
    return spawn(process.execPath, args, { cwd: installRoot(), stdio: ["ignore", "pipe", "inherit"] });
  }

  async function applyInProcess(effect: Effect): Promise<void> {
    runner = startRunner("apply", effect);
    const [said] = await once(runner.stdout ?? runner, "data");
    expect(String(said)).to.equal("applied\n");
  }

  async function undoInProcess(effect: Effect): Promise<ReadBack> {
    const child = startRunner("undo", effect);
    const [said] = await once(child.stdout ?? child, "data");
    return JSON.parse(String(said)) as ReadBack;
  }

  /** 0: nobody takes the connection. */
  function health(): Promise<number> {
    return statusOf(`${project.address("PORT_API")}/health`);
  }

  function servesAgain(): Promise<number> {
    return askUntil(health, (status) => status === 200, servesAgainWithinMs);
  }

  function statusWithin(url: string, wanted: number): Promise<number> {
    return askUntil(
      () => statusOf(url),
      (status) => status === wanted,
      servesAgainWithinMs,
    );
  }

  function directUsers(): string {
    return `${project.address("PORT_POSTGRES_SERVICE")}/users`;
  }

  async function answerSeconds(url: string): Promise<number> {
    const askedAt = performance.now();
    await statusOf(url);
    return (performance.now() - askedAt) / 1000;
  }

  /** The name of the error that a request ends with. */
  function silence(): Promise<string> {
    const url = `${project.address("PORT_API")}/health`;
    return fetch(url, { signal: AbortSignal.timeout(1_500) }).then(
      ({ status }) => `answered ${status}`,
      (error: unknown) => (error as Error).name,
    );
  }

  async function restartedWithin(timeoutMs: number): Promise<boolean> {
    return (
      (await askUntil(
        () => state("api_service"),
        (now) => now !== "exited",
        timeoutMs,
      )) !== "exited"
    );
  }

  function serviceFilter(service: string): string {
    return `label=com.docker.compose.service=${service}`;
  }

  function state(service: string): Promise<string> {
    return project.docker("ps", "--all", "--filter", serviceFilter(service), "--format", "{{.State}}");
  }

  /** As the container's own kernel accounts say: cgroup v2, else v1. */
  async function kernelCpus(service: string): Promise<number> {
    const files =
      "cat /sys/fs/cgroup/cpu.max 2>/dev/null || cd /sys/fs/cgroup/cpu && cat cpu.cfs_quota_us cpu.cfs_period_us";
    const [quota, period] = (await project.exec(service, "sh", "-c", files)).trim().split(/\s+/);
    return Number(quota) / Number(period);
  }

  async function kernelMemory(service: string): Promise<number> {
    const files =
      "cat /sys/fs/cgroup/memory.max 2>/dev/null || cat /sys/fs/cgroup/memory/memory.limit_in_bytes";
    return Number(await project.exec(service, "sh", "-c", files));
  }

  /** How long a process in the container takes for so much CPU time. */
  async function workSeconds(service: string, cpuSeconds: number): Promise<number> {
    const work =
      "const start = performance.now(), used = process.cpuUsage();" +
      `while (process.cpuUsage(used).user < ${cpuSeconds * 1e6});` +
      "console.log((performance.now() - start) / 1000)";
    return Number(await project.exec(service, "node", "-e", work));
  }
});
