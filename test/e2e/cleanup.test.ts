/** What a run left in the embedded services is found and removed again; what is not a run's is not. */
import { basename } from "node:path";
import { expect } from "chai";
import { runFolders, type Started, tidemark, type Tidemark } from "../support/tidemark.ts";
import { eventually } from "../support/eventually.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const STARTS_WITHIN_MS = 60_000;

describe("tidemark cleanup", () => {
  const temporary = temporaryFolder();
  let tool: Tidemark;
  let stack: Started;
  let urls: Record<string, string>;

  beforeEach(async () => {
    tool = tidemark(temporary());
    stack = tool.start("stack");
    let told = "";
    stack.stderr.on("data", (text: Buffer) => (told += text.toString()));
    await eventually("the stack is up", () => told.includes("Ctrl-C ends everything"), STARTS_WITHIN_MS);
    urls = Object.fromEntries(
      [...told.matchAll(/^(api|postgres|mongo): (\S+)$/gm)].map(([, name = "", url = ""]) => [name, url]),
    );
  });
  afterEach(async () => {
    stack.kill("SIGINT");
    await stack;
  });

  const given = () => Object.entries(urls).flatMap(([service, url]) => ["--url", `${service}=${url}`]);

  async function begunWith(path: string): Promise<number> {
    const response = await fetch(`${urls["api"]}${path}&pageSize=100`);
    const body = (await response.json()) as Record<string, unknown[]>;
    return (body["users"] ?? body["tasks"] ?? []).length;
  }
  const users = () => begunWith("/api/v1/users?usernamePrefix=load-");
  const tasks = () => begunWith("/api/v1/tasks?titlePrefix=load");

  async function create(what: "users" | "tasks", object: object): Promise<void> {
    const request = { headers: { "content-type": "application/json" }, body: JSON.stringify(object) };
    const { status } = await fetch(`${urls["api"]}/api/v1/${what}`, { method: "POST", ...request });
    expect(status).to.equal(201);
  }

  it("removes what a run left, says how much, and leaves everything else", async () => {
    const traffic = ["--only", "users_create", "--rate", "5", "--duration", "3s", "--warmup", "0s"];
    await tool.start("run", "load", ...given(), ...traffic);
    const runId = basename(runFolders(tool)[0] ?? "");
    await create("tasks", { title: `load ${runId}-0-00ff00ff`, userId: 1 });
    await create("users", { username: "load-balancer", email: "load-balancer@example.test" });
    const [madeUsers, madeTasks] = [(await users()) - 1, await tasks()];
    expect([madeUsers > 10, madeTasks]).to.deep.equal([true, 1]);

    const dry = await tool.start("cleanup", ...given(), "--dry-run");
    expect([dry.exitCode, await users()]).to.deep.equal([0, madeUsers + 1]);
    expect(dry.stdout).to.contain(`${madeUsers} of ${runId}`);

    const { exitCode, stdout, stderr } = await tool.start("cleanup", ...given(), "--run", runId, "--json");
    expect(exitCode, stderr).to.equal(0);
    const { kinds } = JSON.parse(stdout) as { kinds: { name: string; deleted: number; left: number }[] };
    expect(kinds.map(({ name, deleted, left }) => ({ name, deleted, left }))).to.deep.equal([
      { name: "users", deleted: madeUsers, left: 0 },
      { name: "tasks", deleted: madeTasks, left: 0 },
    ]);
    expect([await users(), await tasks()]).to.deep.equal([1, 0]); // load-balancer is no run's
  });

  it("refuses what it can't do with the exit code of wrong usage or of a failed preflight", async () => {
    const [nowhere, unknown] = await Promise.all([
      tool.start("cleanup"),
      tool.start("cleanup", "--url", "api=http://127.0.0.1:9"),
    ]);
    expect([nowhere.exitCode, unknown.exitCode]).to.deep.equal([2, 4]);
    expect(nowhere.stderr).to.contain("--target NAME");
    expect(unknown.stderr).to.contain("nothing was deleted");
  });
});
