/**
 * Faults on the containers of docker-compose.yml, on a real Docker engine: each is planned by the
 * driver, applied, seen from outside by somebody who knows nothing of it, undone, and gone.
 */
import { expect } from "chai";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PlannedFault } from "../../lib/core/experiment/effect.ts";
import type { FaultSpec } from "../../lib/core/experiment/experiment.ts";
import { effectorsFor } from "../../lib/node/chaos/effectors.ts";
import { recover } from "../../lib/node/chaos/controller/recover.ts";
import { builtFaultController } from "../integration/chaos/support/daemons.ts";
import { type Director, startDirector } from "../integration/chaos/support/director.ts";
import { builtProgramHost } from "../support/built-daemons.ts";
import { skipBecause } from "../support/skip.ts";
import { askUntil } from "./support/ask-until.ts";
import { apply, type ChaosStack, chaosStack, presences, readBack, undo } from "./support/chaos-stack.ts";
import {
  answerSeconds,
  type ClientView,
  clientView,
  ofService,
  quickAgain,
  statusOtherThan,
  statusWithin,
} from "./support/client-view.ts";
import { seconds } from "./support/observe.ts";
import { applyAndBeKilled, undoElsewhere } from "./support/other-process.ts";

const mebibyte = 2 ** 20;
const preparationMs = 40 * 60_000;
/** Longer than Docker waits before it restarts a container that ended by itself. */
const restartPolicyWouldActMs = 3_000;
const leaseMs = 2_000;
/** The promise: whatever is killed, a fault ends so long after its lease. */
const beyondLeaseMs = 5_000;

describe("faults on docker-compose.yml on a Docker engine", () => {
  let stack: ChaosStack;
  let see: ClientView;
  let stop: (() => Promise<void>) | null = null;

  before("bring the stack up, with Toxiproxy on the way to its stores", async function () {
    this.timeout(preparationMs);
    await builtProgramHost();
    await builtFaultController();
    const found = await chaosStack();
    if ("whyNot" in found) skipBecause(this, found.whyNot);
    stack = found;
    stop = () => stack.stop();
    see = clientView(stack.project);
    await stack.up();
  });

  after("take everything down", async function () {
    this.timeout(180_000);
    if (stop === null) return;
    await stop();
    process.stdout.write(`\n${stack.notes.map((note) => `    ${note}\n`).join("")}`);
  });

  it("a killed container refuses connections, is not restarted by Docker, and serves again after the undo", async () => {
    const effects = await stack.effectsOf({ kind: "kill", services: ["api"] });
    await apply(effects);
    expect(await see.health()).to.equal(0);
    expect(await see.stateWithin("api_service", "running", restartPolicyWouldActMs)).to.equal("exited");
    expect(await presences(effects)).to.deep.equal(["present"]);
    const undoneAt = performance.now();
    await undo(effects);
    expect(await presences(effects)).to.deep.equal(["clean"]);
    expect(await see.servesAgain()).to.equal(200);
    stack.notes.push(`the api serves again ${seconds(undoneAt)} after a kill's undo`);
    await undo(effects);
    expect(await see.servesAgain(), "after a second undo").to.equal(200);
  });

  it("a paused container takes requests and answers none, until the undo", async () => {
    const effects = await stack.effectsOf({ kind: "pause", services: ["api"] });
    await apply(effects);
    expect(await see.state("api_service")).to.equal("paused");
    expect(await see.waited()).to.equal("TimeoutError");
    expect(await presences(effects)).to.deep.equal(["present"]);
    await undo(effects);
    await undo(effects);
    expect(await presences(effects)).to.deep.equal(["clean"]);
    expect(await see.servesAgain()).to.equal(200);
  });

  it("less CPU is what the kernel gives each service, and its own again after the undo", async () => {
    const before = await see.kernelCpus("api_service");
    const services = ["api", "postgres", "mongo"];
    const effects = await stack.effectsOf({ kind: "cpu", workers: 4, services });
    await apply(effects);
    expect(await see.kernelCpus("api_service")).to.equal(before / 5);
    // 0.3 s of work at a fifth of a processor, less the first slice, which is given at once.
    expect(await see.workSeconds("api_service", 0.3)).to.be.greaterThan(1);
    expect(await presences(effects)).to.deep.equal(services.map(() => "present"));
    await undo(effects);
    await undo(effects);
    expect(await presences(effects)).to.deep.equal(services.map(() => "clean"));
    expect(await see.kernelCpus("api_service")).to.equal(before);
  });

  it("less memory is what the kernel allows, kills nobody, and is given back by the undo", async () => {
    const before = await see.kernelMemory("api_service");
    const effects = await stack.effectsOf({ kind: "memory", bytes: 256 * mebibyte, services: ["api"] });
    await apply(effects);
    expect(await see.kernelMemory("api_service")).to.equal(before - 256 * mebibyte);
    expect(await see.servesAgain()).to.equal(200);
    await undo(effects);
    expect(await presences(effects)).to.deep.equal(["clean"]);
    expect(await see.kernelMemory("api_service")).to.equal(before);
  });

  it("less memory stops above what is in use, however much is to be taken", async () => {
    const before = await see.kernelMemory("api_service");
    const effects = await stack.effectsOf({ kind: "memory", bytes: 4096 * mebibyte, services: ["api"] });
    await apply(effects);
    const limit = await see.kernelMemory("api_service");
    expect(limit).to.be.lessThan(before - 200 * mebibyte);
    stack.notes.push(`the api was left with ${Math.round(limit / mebibyte)} MiB`);
    expect(await see.servesAgain()).to.equal(200);
    expect(await see.state("api_service")).to.equal("running");
    await undo(effects);
    expect(await see.kernelMemory("api_service")).to.equal(before);
  });

  describe("connections to a store", () => {
    const link = { to: "store", name: "postgres" } as const;
    const users = () => `${stack.project.address("PORT_POSTGRES_SERVICE")}/users`;

    it("are refused during an outage, and lead there again after it", async () => {
      const effects = await stack.effectsOf({ kind: "outage", store: "postgres" });
      await apply(effects);
      expect(await statusWithin(`${stack.project.address("PORT_API")}/api/v1/users`, 503)).to.equal(503);
      expect(await presences(effects)).to.deep.equal(["present"]);
      await undo(effects);
      expect(await presences(effects)).to.deep.equal(["clean"]);
      expect(await statusWithin(users(), 200)).to.equal(200);
    });

    it("are slow with latency, and quick again after it", async () => {
      const delaySeconds = 0.4;
      const delayMilliseconds = delaySeconds * 1000;
      const effects = await stack.effectsOf({
        kind: "latency",
        link,
        delayMilliseconds,
        jitterMilliseconds: 0,
      });
      expect(await quickAgain(users(), delaySeconds), "before").to.be.lessThan(delaySeconds);
      await apply(effects);
      expect(await answerSeconds(users())).to.be.greaterThan(delaySeconds);
      await undo(effects);
      expect(await presences(effects)).to.deep.equal(["clean"]);
      expect(await quickAgain(users(), delaySeconds), "after").to.be.lessThan(delaySeconds);
    });

    for (const kind of ["stall", "reset"] as const) {
      it(`bring no user during a ${kind}, and bring them again after it`, async () => {
        const effects = await stack.effectsOf({ kind, link });
        expect(await statusWithin(users(), 200), "before").to.equal(200);
        await apply(effects);
        expect(await statusOtherThan(users(), 200)).to.not.equal(200);
        await undo(effects);
        expect(await presences(effects)).to.deep.equal(effects.map(() => "clean"));
        expect(await statusWithin(users(), 200), "after").to.equal(200);
      });
    }

    it("are not touched where a service goes past the proxy", async () => {
      await stack.up({ services: ["db_postgres_service"], env: { STORE_HOST: "postgres" } });
      try {
        expect(await stack.refusalOf({ kind: "outage", store: "postgres" })).to.match(
          /db_postgres_service.*: connections must pass through Toxiproxy, but go straight to postgres:5432/,
        );
      } finally {
        await stack.up({ services: ["db_postgres_service"] });
      }
    });
  });

  describe("when a process is killed", () => {
    let director: Director | null = null;
    const stateFolder = () => join(stack.folder, "state");

    afterEach("end the director", () => {
      director?.process.kill("SIGKILL");
      director = null;
    });

    async function direct(spec: FaultSpec): Promise<PlannedFault> {
      const fault = await stack.plan(spec);
      const logFile = join(stack.folder, "controller.log");
      director = await startDirector({ stateFolder: stateFolder(), fault, leaseMs, logFile });
      return fault;
    }

    for (const [kind, state] of [
      ["kill", "exited"],
      ["pause", "paused"],
    ] as const) {
      it(`the one that did it: another process undoes ${kind} from the effect alone`, async () => {
        const [effect] = await stack.effectsOf({ kind, services: ["api"] });
        await applyAndBeKilled(effect);
        expect(await see.state("api_service")).to.equal(state);
        expect((await undoElsewhere(effect)).presence).to.equal("clean");
        expect(await see.servesAgain()).to.equal(200);
      });

      it(`the director: ${kind} is undone within the lease and 5 s`, async () => {
        const { effects } = await direct({ kind, services: ["api"] });
        expect(await see.state("api_service")).to.equal(state);
        director?.process.kill("SIGKILL");
        const limitMs = leaseMs + beyondLeaseMs;
        expect(await see.stateWithin("api_service", "running", limitMs)).to.equal("running");
        expect(await presences(effects)).to.deep.equal(["clean"]);
        expect(await see.servesAgain()).to.equal(200);
      });

      it(`the controller: ${kind} stays, until recover undoes it`, async () => {
        const { effects } = await direct({ kind, services: ["api"] });
        process.kill(director?.controllerPid ?? Number.NaN, "SIGKILL");
        director?.process.kill("SIGKILL");
        expect(await see.state("api_service")).to.equal(state);
        const effectors = effectorsFor({ env: process.env });
        const recovery = await recover({ stateFolder: stateFolder(), effectors });
        expect(recovery.faults.map(({ undone }) => undone.presence)).to.deep.equal(["clean"]);
        expect(await presences(effects)).to.deep.equal(["clean"]);
        expect(await see.servesAgain()).to.equal(200);
      });
    }

    it("the director: limits are put back within the lease and 5 s", async () => {
      const before = await see.kernelCpus("api_service");
      await direct({ kind: "cpu", workers: 4, services: ["api"] });
      expect(await see.kernelCpus("api_service")).to.equal(before / 5);
      director?.process.kill("SIGKILL");
      const given = () => see.kernelCpus("api_service");
      expect(await askUntil(given, (now) => now === before, leaseMs + beyondLeaseMs)).to.equal(before);
    });
  });

  describe("a container without the permission", () => {
    before("make one anew without its label", async () => {
      const override = join(stack.folder, "without-permission.yml");
      writeFileSync(override, "services: { db_mongo_service: { labels: { tidemark.chaos: forbidden } } }\n");
      await stack.up({ services: ["db_mongo_service"], override });
    });

    it("is never hit, whoever else might be drawn", async () => {
      expect(await stack.refusalOf({ kind: "kill", services: ["api", "mongo"] })).to.match(
        /db_mongo_service-1: a container that a fault may hit must carry the label tidemark.chaos=allow/,
      );
    });

    it("is not hit by an effect that names it, whoever planned that", async () => {
      const id = await stack.project.docker("ps", "--quiet", ...ofService("db_mongo_service"));
      const container = { dockerHost: stack.dockerHost, id, name: "mongo" };
      for (const kind of ["containerKilled", "containerPaused"] as const) {
        const said = await apply([{ kind, container }]).then(String, String);
        expect(said).to.include("must carry the label tidemark.chaos=allow");
      }
      expect(await see.state("db_mongo_service")).to.equal("running");
    });
  });

  describe("a container that is gone", () => {
    it("leaves nothing to undo", async () => {
      const effects = await stack.effectsOf({ kind: "kill", services: ["api"] });
      await apply(effects);
      await stack.project.compose("rm", "--force", "--stop", "api_service");
      await undo(effects);
      const name = `${stack.project.name}-api_service-1`;
      expect(await readBack(effects)).to.deep.equal([
        { presence: "clean", text: `container ${name} is gone: nothing is left to undo` },
      ]);
    });
  });
});
