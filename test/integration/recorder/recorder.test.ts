/** The recorder by itself: who may feed it, what it hands on, and what it does when something fails. */
import { existsSync, readFileSync, symlinkSync } from "node:fs";
import type { IncomingHttpHeaders } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { expect } from "chai";
import { submetrics } from "../../../lib/core/record/submetrics.ts";
import { type Recorder, type RecorderOptions, startRecorder } from "../../../lib/node/recorder/recorder.ts";
import { anExecutor } from "../../unit/core/given.ts";
import { eventually } from "../../support/eventually.ts";
import { skipBecause } from "../../support/skip.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { endpointSteps, stepsIn } from "./recorded-runs.ts";

const plan = {
  executors: [anExecutor({ name: "warm", phase: "warmup" }), anExecutor({ name: "steady", startSeconds: 1 })],
};

/** Of a real k6; see decode-push.test.ts. */
const captured = (name: string) =>
  readFileSync(join(import.meta.dirname, "../../unit/node/recorder/pushes", `${name}.bin`));

describe("the recorder", () => {
  const folder = temporaryFolder();
  let recorder: Recorder;

  async function start(forward: RecorderOptions["forward"] = null): Promise<void> {
    recorder = await startRecorder({ plan, runFolder: folder(), forward });
  }
  afterEach(() => recorder.close().catch(() => undefined)); // most tests have closed it

  async function push(body: Uint8Array, headers: Record<string, string> = {}): Promise<number> {
    const authorization = `Bearer ${recorder.token}`;
    const { status } = await fetch(recorder.url, {
      method: "POST",
      headers: { authorization, ...headers },
      body,
    });
    return status;
  }

  const requests = () => recorder.counts.count(submetrics.requests("items_list", "warmup"));

  it("has each second on disk before it answers, and tells who listens", async () => {
    await start();
    const told: string[] = [];
    recorder.onStep(({ kind }) => told.push(`${kind} ${stepsIn(folder("steps.ndjson")).length > 0}`));
    expect(await push(captured("1"))).to.equal(204);
    expect(endpointSteps(stepsIn(folder("steps.ndjson")))[0]).to.include({
      endpoint: "items_list",
      phase: "warmup",
    });
    expect(told).to.include("endpoint true");
    expect(requests()).to.equal(19);
    expect(await recorder.close()).to.deep.equal([]);
  });

  it("tells the begin of a phase when its traffic is there, and its end when the run is over", async () => {
    await start();
    const edges: string[] = [];
    recorder.onPhase(({ phase, edge }) => edges.push(`${phase} ${edge}`));
    await push(captured("1"));
    expect(edges).to.deep.equal(["warmup start"]);
    await recorder.close();
    expect(edges).to.deep.equal(["warmup start", "warmup end"]);
  });

  for (const [who, headers] of [
    ["without a token", { authorization: "" }],
    ["with another token", { authorization: "Bearer guessed" }],
    ["with another scheme", { authorization: "Basic dGlkZW1hcms=" }],
  ] as const) {
    it(`lets nobody feed it ${who}, and hands nothing of theirs on`, async () => {
      let forwarded = 0;
      await start({ accept: () => (forwarded += 1) });
      expect(await push(captured("1"), headers)).to.equal(401);
      expect([requests(), forwarded]).to.deep.equal([0, 0]);
      expect(readFileSync(folder("steps.ndjson"), "utf8")).to.equal("");
    });
  }

  it("is on loopback only, at one address only", async () => {
    await start();
    expect(new URL(recorder.url).hostname).to.equal("127.0.0.1");
    const authorization = `Bearer ${recorder.token}`;
    expect(
      (await fetch(`${recorder.url}/other`, { method: "POST", headers: { authorization } })).status,
    ).to.equal(404);
    expect((await fetch(recorder.url, { headers: { authorization } })).status).to.equal(404);
  });

  it("hands each push on unchanged, also one that it can't read, and keeps its token to itself", async () => {
    const forwarded: { body: Buffer; headers: IncomingHttpHeaders }[] = [];
    await start({ accept: (body, headers) => forwarded.push({ body, headers }) });
    await push(captured("1"), { "content-encoding": "snappy" });
    await push(Buffer.from("what is this"));
    expect(forwarded.map(({ body }) => body.toString("hex"))).to.deep.equal([
      captured("1").toString("hex"),
      Buffer.from("what is this").toString("hex"),
    ]);
    expect(forwarded[0]?.headers).to.include({ "content-encoding": "snappy" });
    expect(JSON.stringify(forwarded)).not.to.include(recorder.token);
  });

  it("refuses a push that it can't read as a whole, goes on, and says so once", async () => {
    await start();
    const torn = captured("1").subarray(0, 700);
    expect([await push(torn), await push(torn)]).to.deep.equal([400, 400]);
    expect(requests()).to.equal(0);
    expect(await push(captured("1"))).to.equal(204);
    expect(requests()).to.equal(19);
    const [problem, ...others] = await recorder.close();
    expect(problem).to.match(/^recorder: a push of k6 could not be read \(2 times; /);
    expect(others).to.deep.equal([]);
  });

  it("counts nothing of a push whose sender went away amid it", async () => {
    await start();
    const { port } = new URL(recorder.url);
    const socket = connect(Number(port), "127.0.0.1");
    const head = `POST /api/v1/write HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${recorder.token}\r\n`;
    socket.write(`${head}content-length: 1375\r\n\r\n`);
    socket.write(captured("1").subarray(0, 700), () => socket.destroy());
    await eventually("it is closed", () => socket.closed);
    expect(await push(captured("1"))).to.equal(204);
    expect(requests()).to.equal(19);
    expect(await recorder.close()).to.deep.equal([]);
  });

  it("goes on where a push can't be handed on or a listener fails, and says so", async () => {
    await start({
      accept: () => {
        throw new Error("no room in the spool");
      },
    });
    recorder.onStep(() => {
      throw new Error("nobody home");
    });
    expect(await push(captured("1"))).to.equal(204);
    expect(requests()).to.equal(19);
    expect(await recorder.close()).to.deep.equal([
      "recorder: a push could not be forwarded (1 time; no room in the spool)",
      "recorder: a second could not be recorded (1 time; nobody home)",
    ]);
  });

  it("counts on where nothing can be written, and says what is missing", async function () {
    if (!existsSync("/dev/full")) skipBecause(this, "needs /dev/full, which is as good as a full disk");
    symlinkSync("/dev/full", folder("steps.ndjson"));
    await start();
    expect(await push(captured("1"))).to.equal(204);
    expect(await push(captured("2"))).to.equal(204);
    expect(requests()).to.equal(20);
    const [problem] = await recorder.close();
    expect(problem).to.match(/steps.ndjson: .*no space.*; \d+ rows missing$/i);
  });
});
