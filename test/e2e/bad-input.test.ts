/** What a person gets for each mistake: one clear message, its exit code, no stack trace, nothing left. */
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { answer, startScriptedServer } from "../support/scripted-server.ts";
import { skipBecause } from "../support/skip.ts";
import { copyTeamData } from "../support/team-data.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { runFolders, tidemark, type Tidemark } from "../support/tidemark.ts";

interface Mistake {
  readonly words: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly exitCode: number;
  readonly says: readonly RegExp[];
}

const nowhere = ["--url", "api=http://127.0.0.1:1"];

const mistakes: Readonly<Record<string, Mistake>> = {
  "a misspelt scenario": {
    words: ["run", "sustaind"],
    exitCode: 2,
    says: [/sustaind/, /sustained/, /smoke/],
  },
  "a misspelt flag": {
    words: ["run", "smoke", "--durration", "5s"],
    exitCode: 2,
    says: [/--durration/, /--duration/],
  },
  "a misspelt command": { words: ["rum", "smoke"], exitCode: 2, says: [/rum/, /run/] },
  "no scenario": { words: ["run"], exitCode: 2, says: [/scenario/, /sustained/] },
  "a rate of zero": { words: ["run", "sustained", "--rate", "0"], exitCode: 2, says: [/--rate/, /0/] },
  "a negative rate": { words: ["run", "sustained", "--rate", "-5"], exitCode: 2, says: [/--rate/, /-5/] },
  "a rate that is no number": {
    words: ["run", "sustained", "--rate", "abc"],
    exitCode: 2,
    says: [/--rate/, /abc/],
  },
  "a duration without a unit": {
    words: ["run", "sustained", "--duration", "5"],
    exitCode: 2,
    says: [/--duration/, /unit|5s|30s/],
  },
  "several mistakes at once, all of them": {
    words: ["run", "sustained", "--rate", "0", "--duration", "5", "--vus", "none"],
    exitCode: 2,
    says: [/--rate/, /--duration/, /--vus/],
  },
  "an unknown target": {
    words: ["run", "smoke", "--target", "nowhere"],
    exitCode: 2,
    says: [/nowhere/, /local/],
  },
  "a variable of k6's that would override the plan": {
    words: ["run", "sustained", ...nowhere],
    env: { K6_VUS: "1" },
    exitCode: 4,
    says: [/K6_VUS/],
  },
  "a target that refuses connections": {
    words: ["run", "sustained", ...nowhere],
    exitCode: 4,
    says: [/api/, /refused/, /nothing was sent/],
  },
  "a k6 that does not exist": {
    words: ["run", "sustained", ...nowhere],
    env: { K6_BINARY: "/nonexistent/k6" },
    exitCode: 4,
    says: [/K6_BINARY/, /nonexistent/],
  },
};

describe("bad input", () => {
  const temporary = temporaryFolder();
  let tool: Tidemark;
  beforeEach(() => {
    tool = tidemark(temporary());
  });

  for (const [name, { words, env, exitCode, says }] of Object.entries(mistakes)) {
    it(`answers ${name} with exit code ${exitCode}`, async () => {
      const result = await tidemark(temporary(), env).start(...words);
      expect(result.exitCode).to.equal(exitCode);
      for (const expected of says) expect(result.stderr).to.match(expected);
      expect(result.stderr).not.to.match(/^\s+at .*:\d+:\d+/m);
      expect(result.stdout).to.equal("");
      expect(runFolders(tool)).to.deep.equal([]);
    });
  }

  it("answers an unknown key in a target's file with 2, naming file, line and the valid keys", async () => {
    const project = temporary("project");
    mkdirSync(`${project}/targets`, { recursive: true });
    copyTeamData(project);
    writeFileSync(`${project}/targets/mine.yaml`, "adresses:\n  api: http://127.0.0.1:1\n");
    const result = await tool.start("run", "sustained", "--project", project, "--target", "mine");
    expect(result.exitCode).to.equal(2);
    expect(result.stderr)
      .to.match(/targets\/mine\.yaml/)
      .and.to.match(/adresses/)
      .and.to.match(/addresses/);
  });

  it("answers a target whose health check answers 500 with 4", async () => {
    const server = await startScriptedServer((_request, response) => answer(response, 500, {}));
    try {
      const result = await tool.start("run", "sustained", "--url", `api=${server.url}`);
      expect(result.exitCode).to.equal(4);
      expect(result.stderr).to.include("answered 500");
      expect([...server.counts.keys()]).to.deep.equal(["GET /health"]);
    } finally {
      await server.close();
    }
  });

  it("answers a target that accepts connections and never answers with 4", async () => {
    const server = await silentServer();
    try {
      const { port } = server.address() as AddressInfo;
      const result = await tool.start("run", "sustained", "--url", `api=http://127.0.0.1:${port}`);
      expect(result.exitCode).to.equal(4);
      expect(result.stderr).to.match(/no answer within/);
    } finally {
      server.close();
    }
  });

  it("answers a results folder that is a file with 4", async () => {
    const file = temporary("taken");
    writeFileSync(file, "");
    const result = await tool.start("run", "sustained", ...nowhere, "--results", file);
    expect(result.exitCode).to.equal(4);
    expect(result.stderr).to.include(file);
  });

  it("answers a results folder that can't be written to with 4", async function () {
    if (process.getuid?.() === 0) skipBecause(this, "root may write everywhere");
    const folder = temporary("sealed");
    mkdirSync(folder);
    chmodSync(folder, 0o555);
    const result = await tool.start("run", "sustained", ...nowhere, "--results", folder);
    expect(result.exitCode).to.equal(4);
    expect(result.stderr).to.include(folder);
  });

  for (const [what, script, mode] of [
    ["of the wrong version", '#!/bin/sh\necho "k6 v0.1.0 (go1.0, linux/amd64)"\n', 0o755],
    ["that is not executable", "#!/bin/sh\n", 0o644],
  ] as const) {
    it(`answers a k6 ${what} with 4 and the remedy`, async () => {
      const binary = temporary("k6");
      writeFileSync(binary, script, { mode });
      const result = await tidemark(temporary(), { K6_BINARY: binary }).start("run", "sustained", ...nowhere);
      expect(result.exitCode).to.equal(4);
      expect(result.stderr).to.include(binary);
      expect(result.stdout).to.equal("");
    });
  }
});

function silentServer(): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.unref());
    server.listen(0, "127.0.0.1", () => resolve(server));
  });
}
