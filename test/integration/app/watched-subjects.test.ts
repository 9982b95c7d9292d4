/** What is sampled of which target, with an engine of ours behind a socket. */
import { createServer, type Server } from "node:http";
import { expect } from "chai";
import { watchedSubjects } from "../../../lib/app/run/watched-subjects.ts";
import { answer } from "../../support/scripted-server.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const runner = { kind: "process", name: "runner", pid: process.pid, mayEnd: false };
const composeFolder = "/srv/shop";

describe("watchedSubjects", () => {
  const temporary = temporaryFolder();
  let server: Server | null = null;
  afterEach(async () => {
    server?.closeAllConnections();
    await new Promise((resolve) => (server === null ? resolve(null) : server.close(resolve)));
    server = null;
  });

  async function engine(listed: readonly { service: string; id: string }[]): Promise<string> {
    const containers = listed.map(({ service, id }) => ({
      Id: id,
      Labels: { "com.docker.compose.service": service },
    }));
    server = createServer((_request, response) => answer(response, 200, containers));
    const path = temporary("docker.sock");
    await new Promise<void>((resolve) => server?.listen(path, resolve));
    return `unix://${path}`;
  }

  it("takes the processes of a system that we started, the services' pages, and ourselves", async () => {
    const found = await watchedSubjects(
      {
        name: "embedded",
        kind: "embedded",
        processes: [{ name: "api", pid: 7 }],
        chaos: null,
        metrics: { api: "http://127.0.0.1:1/metrics", business: "http://127.0.0.1:1/business-metrics" },
      },
      { composeFolder, dockerHost: null },
    );
    expect(found).to.deep.equal({
      subjects: [
        { kind: "process", name: "api", pid: 7, mayEnd: false },
        { kind: "metrics", name: "api", url: "http://127.0.0.1:1/metrics" },
        runner,
      ],
      notes: [],
    });
  });

  const compose = { name: "compose", kind: "given", processes: [], metrics: {}, chaos: null } as const;

  it("takes the containers of the compose target, and tells those of one service apart", async () => {
    const dockerHost = await engine([
      { service: "api_service", id: "a".repeat(64) },
      { service: "api_service", id: "b".repeat(64) },
    ]);
    const { subjects, notes } = await watchedSubjects(compose, { composeFolder, dockerHost });
    expect(notes).to.deep.equal([]);
    expect(subjects).to.deep.equal([
      { kind: "container", name: "api_service", container: "a".repeat(64) },
      { kind: "container", name: `api_service ${"b".repeat(12)}`, container: "b".repeat(64) },
      runner,
    ]);
  });

  it("notes that no container runs, and that no engine answers, and goes on", async () => {
    const none = await watchedSubjects(compose, { composeFolder, dockerHost: await engine([]) });
    expect(none).to.deep.equal({
      subjects: [runner],
      notes: ["no containers are sampled: none of /srv/shop run"],
    });
    const nobody = await watchedSubjects(compose, {
      composeFolder,
      dockerHost: `unix://${temporary("nobody.sock")}`,
    });
    expect(nobody.subjects).to.deep.equal([runner]);
    expect(nobody.notes[0]).to.match(/^no containers are sampled: no Docker engine answers at unix:/);
  });

  it("asks no engine for another target", async () => {
    const dockerHost = `unix://${temporary("nobody.sock")}`;
    const found = await watchedSubjects({ ...compose, name: "staging" }, { composeFolder, dockerHost });
    expect(found).to.deep.equal({ subjects: [runner], notes: [] });
  });
});
