/** What `tidemark stack --compose` asks of Docker, and what it says where Docker is not as it must be. */
import { expect } from "chai";
import { writeFileSync } from "node:fs";
import { composeSecrets } from "../../../lib/node/stack/compose-secrets.ts";
import { startComposeStack, type ComposeStack } from "../../../lib/node/stack/compose-stack.ts";
import { StackError, type StackErrorCode } from "../../../lib/node/stack/stack-error.ts";
import { eventually } from "../../support/eventually.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { scriptedDocker, type ScriptedDocker } from "../../support/scripted-docker.ts";

describe("the system of docker-compose.yml", () => {
  const folder = temporaryFolder();
  let said: string[] = [];

  beforeEach(() => {
    said = [];
    writeFileSync(folder(".env"), composeSecrets.map((name) => `${name}=x\n`).join(""));
  });

  function start(
    { env }: Pick<ScriptedDocker, "env">,
    o: { profiles?: readonly string[]; signal?: AbortSignal } = {},
  ): Promise<ComposeStack> {
    const { profiles = [], signal = new AbortController().signal } = o;
    return startComposeStack({
      folder: folder(),
      env,
      profiles,
      say: (line) => void said.push(line),
      signal,
    });
  }

  async function failure(docker: Pick<ScriptedDocker, "env">): Promise<StackError> {
    const error: unknown = await start(docker).catch((reason: unknown) => reason);
    if (!(error instanceof StackError)) throw new Error(`expected a StackError, got ${String(error)}`);
    expect(error.kind).to.equal("preflight");
    return error;
  }

  it("is brought up and waited for, and told by the addresses that are published", async () => {
    const published = (service: string, port: number) =>
      JSON.stringify({
        Service: service,
        Publishers: [{ URL: "127.0.0.1", TargetPort: 1, PublishedPort: port }],
      });
    const docker = scriptedDocker(folder(), {
      "compose ps": `echo '${published("api_service", 8000)}'; echo '${published("redis", 0)}'`,
    });
    const stack = await start(docker, { profiles: ["monitoring", "chaos"] });
    expect(stack.addresses).to.deep.equal({ api_service: "http://127.0.0.1:8000" });
    expect(docker.calls()).to.include(
      "compose --profile monitoring --profile chaos up --wait --wait-timeout 300",
    );
  });

  it("is taken down with every profile, and with its volumes kept", async () => {
    const docker = scriptedDocker(folder());
    await (await start(docker)).stop();
    expect(docker.calls().at(-1)).to.equal("compose --profile * down");
    expect(said).to.deep.equal([]);
  });

  it("says so when it could not be taken down", async () => {
    const stack = await start(scriptedDocker(folder(), { "compose down": "exit 9" }));
    await stack.stop();
    expect(said.join()).to.include("may still be there (exit code 9)");
  });

  it("is taken down again when it does not become healthy", async () => {
    const docker = scriptedDocker(folder(), { "compose up": "exit 1" });
    expect((await failure(docker)).code).to.equal("composeFailed" satisfies StackErrorCode);
    expect(docker.calls().at(-1)).to.equal("compose --profile * down");
  });

  it("is taken down again when a signal comes while it starts", async () => {
    const docker = scriptedDocker(folder(), { "compose up": "exec sleep 60" });
    const controller = new AbortController();
    const starting = start(docker, { signal: controller.signal }).catch((reason: unknown) => reason);
    await eventually("docker compose up is asked", () =>
      docker.calls().some((call) => call.includes(" up ")),
    );
    const reason = new Error("Ctrl-C");
    controller.abort(reason);
    expect(await starting).to.equal(reason);
    expect(docker.calls().at(-1)).to.equal("compose --profile * down");
  });

  it("needs docker", async () => {
    const error = await failure({ env: { PATH: folder("nothing") } });
    expect(error.code).to.equal("noDocker" satisfies StackErrorCode);
    expect(error.message).to.include("there is none");
  });

  it("needs an engine that answers, and repeats what docker says of it", async () => {
    const docker = scriptedDocker(folder(), { version: "echo 'cannot connect' >&2; exit 1" });
    const error = await failure(docker);
    expect(error.code).to.equal("noEngine" satisfies StackErrorCode);
    expect(error.message).to.include("cannot connect");
  });

  it("needs Docker Compose", async () => {
    const docker = scriptedDocker(folder(), {
      "compose version": "echo \"docker: 'compose' is not a docker command.\" >&2; exit 1",
    });
    const error = await failure(docker);
    expect(error.code).to.equal("noCompose" satisfies StackErrorCode);
    expect(error.message).to.include("is not a docker command");
  });

  for (const [version, isEnough] of [
    ["2.19.9", false],
    ["1.29.2", false],
    ["2.20.0", true],
    ["v2.40.3-desktop.1", true],
    ["5.0.0", true],
  ] as const) {
    it(`finds Docker Compose ${version} ${isEnough ? "new enough" : "too old"}`, async () => {
      const docker = scriptedDocker(folder(), { "compose version": `echo ${version}` });
      if (isEnough) {
        await start(docker);
        return;
      }
      const error = await failure(docker);
      expect(error.code).to.equal("noCompose" satisfies StackErrorCode);
      expect(error.message).to.include(`this is ${version}`);
    });
  }

  it("needs each secret, in .env or in the environment, and names those that are missing", async () => {
    writeFileSync(folder(".env"), "POSTGRES_PASSWORD=x\nREDIS_PASSWORD=\n");
    const docker = scriptedDocker(folder());
    const error = await failure({ env: { ...docker.env, MONGO_PASSWORD: "x" } });
    expect(error.code).to.equal("noSecrets" satisfies StackErrorCode);
    expect(error.message).to.include("RABBITMQ_PASSWORD").and.to.include("REDIS_PASSWORD");
    expect(error.message).to.not.include("POSTGRES_PASSWORD").and.to.not.include("MONGO_PASSWORD");
    expect(docker.calls().filter((call) => call.includes(" up "))).to.deep.equal([]);
  });
});
