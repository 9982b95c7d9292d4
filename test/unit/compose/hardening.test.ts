/** What a container of docker-compose.yml may do, and which secrets it gets from where. */
import { expect } from "chai";
import { composeSecrets } from "../../../lib/node/stack/compose-secrets.ts";
import { readComposeFile, readProjectFile } from "../../compose/compose-file.ts";

const { services, text, nodeImage } = readComposeFile();
const entries = Object.entries(services);

describe("a container of docker-compose.yml", () => {
  for (const [name, service] of entries) {
    describe(`(${name})`, () => {
      it("gains no privilege and has no capability", () => {
        expect(service.security_opt).to.deep.equal(["no-new-privileges:true"]);
        expect(service.cap_drop).to.deep.equal(["ALL"]);
        expect(service.cap_add, "cap_add").to.equal(undefined);
        expect(service.privileged, "privileged").to.equal(undefined);
      });

      it("gets no secret that is written in the file", () => {
        for (const [variable, value] of Object.entries(service.environment ?? {})) {
          if (/PASS(WORD)?$/.test(variable)) expect(value).to.match(/^\$\{\w+:\?[^}]+\}$/);
          if (/:\/\/[^/]*@/.test(value)) expect(value).to.match(/:\/\/\w*:\$\{\w+:\?[^}]+\}@/);
        }
      });
    });
  }

  for (const [name, service] of entries.filter(([, { build }]) => build !== undefined)) {
    it(`(${name}) is nobody's root and writes nothing but its temporary files`, () => {
      expect(service.user).to.match(/^[1-9]\d*:[1-9]\d*$/);
      expect(service.read_only).to.equal(true);
      expect(service.tmpfs?.map((mount) => mount.split(":")[0])).to.deep.equal(["/tmp"]);
      expect(service.volumes, "volumes").to.equal(undefined);
    });
  }

  it("runs as root where it reads the whole machine, and nowhere else", () => {
    const asRoot = entries.filter(([, { user }]) => user === "root" || user?.startsWith("0") === true);
    expect(asRoot.map(([name]) => name)).to.deep.equal(["cadvisor"]);
  });
});

describe("the secrets of docker-compose.yml", () => {
  const required = [...text.matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name ?? "");

  it("are those that npm run compose:env makes", () => {
    expect([...new Set(required)].sort()).to.deep.equal([...composeSecrets].sort());
  });

  it("have no default", () => {
    for (const name of composeSecrets) {
      for (const [, use] of text.matchAll(new RegExp(`\\$\\{${name}([^}]*)\\}`, "g")))
        expect(use, name).to.match(/^:\?/);
    }
  });

  it("stand in .env.example without a value", () => {
    const example = readProjectFile(".env.example");
    for (const name of composeSecrets) expect(example).to.match(new RegExp(`^# ${name}=$`, "m"));
  });
});

describe("deploy/Dockerfile", () => {
  const dockerfile = readProjectFile("deploy/Dockerfile");
  const stages = dockerfile.split(/^(?=FROM )/m).slice(1);
  const last = stages.at(-1) ?? "";

  it("has more than one stage, each from the pinned Node.js", () => {
    expect(nodeImage).to.match(/^node:\d+\.\d+\.\d+-/);
    expect(stages.length).to.be.greaterThan(1);
    for (const stage of stages) expect(stage).to.match(/^FROM \$\{NODE_IMAGE\} AS /);
  });

  it("installs from the lockfile, in a stage that is left behind", () => {
    expect(stages[0]).to.include("npm ci");
    expect(dockerfile).to.not.match(/npm (install|i) /);
    expect(last).to.not.include("npm");
  });

  it("takes the service as an argument, and each of the three gives it", () => {
    expect(last).to.match(/^ARG SERVICE$/m);
    const given = entries.flatMap(([, { build }]) => (build === undefined ? [] : [build.args["SERVICE"]]));
    expect(given.sort()).to.deep.equal(["api", "mongo", "postgres"]);
  });

  it("runs the service as a user that is not root", () => {
    expect(last).to.match(/^USER [1-9]\d*:[1-9]\d*$/m);
  });

  it("is sent what it copies and nothing else", () => {
    const [everything, ...letThrough] = readProjectFile(".dockerignore")
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"));
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(
      ([, sources]) => sources?.split(" ") ?? [],
    );
    expect(everything).to.equal("*");
    expect(letThrough.map((line) => line.replace(/^!/, "")).sort()).to.deep.equal(copied.sort());
  });
});
