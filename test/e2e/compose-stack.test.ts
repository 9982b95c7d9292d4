/** `tidemark stack --compose` as a person uses it, with a Docker that answers as it is told. */
import { expect } from "chai";
import { dirname } from "node:path";
import { exitCodes } from "../../lib/core/record/exit-codes.ts";
import { composeSecrets } from "../../lib/node/stack/compose-secrets.ts";
import { eventually } from "../support/eventually.ts";
import { scriptedDocker, type Answers } from "../support/scripted-docker.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { tidemark } from "../support/tidemark.ts";

const secrets = Object.fromEntries(composeSecrets.map((name) => [name, "x"]));

describe("tidemark stack --compose", () => {
  const folder = temporaryFolder();

  function start(answers: Answers, words: readonly string[], env: NodeJS.ProcessEnv = secrets) {
    const docker = scriptedDocker(folder(), answers);
    const PATH = `${docker.env["PATH"] ?? ""}:${dirname(process.execPath)}`;
    const started = tidemark(folder(), { ...env, PATH }).start("stack", "--compose", ...words);
    return { started, downs: () => docker.calls().filter((call) => call.endsWith("down")).length };
  }

  it("stays until a signal, then takes the containers down and passes", async () => {
    const { started, downs } = start({}, []);
    let said = "";
    started.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
    await eventually("it says how to end it", () => said.includes("Ctrl-C ends everything"));
    expect(downs()).to.equal(0);
    started.kill("SIGINT");
    expect((await started).exitCode).to.equal(exitCodes.pass);
    expect(downs()).to.equal(1);
  });

  it("takes the containers down when the signal comes during the start, and says so by its exit code", async () => {
    const { started, downs } = start({ "compose up": "echo starting >&2; exec sleep 60" }, []);
    let said = "";
    started.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
    await eventually("docker compose has begun", () => said.includes("starting"));
    started.kill("SIGINT");
    expect((await started).exitCode).to.equal(exitCodes.signal);
    expect(downs()).to.equal(1);
  });

  it("leaves them up and returns with --keep", async () => {
    const { started, downs } = start({}, ["--keep"]);
    const { exitCode, stderr } = await started;
    expect(exitCode).to.equal(exitCodes.pass);
    expect(stderr).to.include("it stays up");
    expect(downs()).to.equal(0);
  });

  it("says which receivers have no address where Alertmanager is up", async () => {
    const container = { Service: "alertmanager", Publishers: [{ URL: "127.0.0.1", PublishedPort: 9093 }] };
    const up = await start({ "compose ps": `echo '${JSON.stringify(container)}'` }, ["--keep"]).started;
    expect(up.stderr).to.include("has no address for page, ticket, load-test, dead-mans-switch");
    const without = await start({}, ["--keep"]).started;
    expect(without.stderr).not.to.include("has no address");
  });

  it("is a failed preflight without an engine", async () => {
    const { exitCode } = await start({ version: "exit 1" }, []).started;
    expect(exitCode).to.equal(exitCodes.preflight);
  });

  for (const words of [["--profile", "nope"], ["--nope"]]) {
    it(`is wrong usage with ${words.join(" ")}`, async () => {
      expect((await start({}, words).started).exitCode).to.equal(exitCodes.usage);
    });
  }
});
