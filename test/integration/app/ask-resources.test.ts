/** What becomes of the questions about a target's resources where the Prometheus does not answer as it should. */
import { expect } from "chai";
import { askResources } from "../../../lib/app/run/ask-resources.ts";
import { type Script, startWriteReceiver, type WriteReceiver } from "../../support/write-receiver.ts";
import { questions } from "./support/resource-questions.ts";

const startSeconds = 1_800_000_000;
const span = { startMs: startSeconds * 1000, endMs: startSeconds * 1000 + 60_000, stepMs: 15_000 };

describe("the resources of a target whose Prometheus misbehaves", () => {
  let server: WriteReceiver;
  afterEach("end it", () => server.stop());

  const bySubject = {
    api: questions({ cpuCores: "a", residentBytes: "b" }),
    mongo: questions({ cpuCores: "c" }),
  };
  const auth = { kind: "bearer", token: "s3cret" } as const;
  const askIt = async (script: Script) => {
    server = await startWriteReceiver(script);
    const toAsk = { address: { url: server.url, auth, authorities: null }, bySubject };
    return askResources(toAsk, span, 200);
  };
  const matrix = (value: string, more: object = {}) => ({
    status: 200,
    body: JSON.stringify({
      status: "success",
      data: { resultType: "matrix", result: [{ metric: {}, values: [[startSeconds, value]] }] },
      ...more,
    }),
  });

  it("are left out with one note where it is away: it is not asked again", async () => {
    server = await startWriteReceiver();
    await server.stop();
    const toAsk = { address: { url: server.url, auth, authorities: null }, bySubject };
    const { samples, notes } = await askResources(toAsk, span);
    expect(samples).to.deep.equal([]);
    expect(notes).to.have.lengthOf(1);
    expect(notes[0]).to.match(/^api, cpuCores, and 2 figures more: not sampled: .*connection refused/);
    await server.restart();
  });

  it("are left out with one note where it is silent, and keep what it told before", async () => {
    const { samples, notes } = await askIt((attempt) => (attempt === 0 ? matrix("1") : null));
    expect(server.attempts).to.have.lengthOf(2);
    expect(samples.map(({ cpuCores }) => cpuCores)).to.deep.equal([1]);
    expect(notes[0]).to.match(
      /^api, residentBytes, and 1 figure more: not sampled: .*no answer within 0.2 s/,
    );
    expect(notes[1]).to.equal("api, cpuCores: 4 of 5 values from Prometheus are missing");
  });

  it("lack what it answers in part, or can't answer, and nothing else", async () => {
    const answers = [matrix("1", { warnings: ["remote read failed"] }), { status: 503 }, matrix("0.5")];
    const { samples, notes } = await askIt((attempt) => answers[attempt] ?? null);
    expect(samples.map(({ subject, cpuCores }) => [subject, cpuCores])).to.deep.equal([["mongo", 0.5]]);
    expect(notes[0]).to.match(/^api, cpuCores: not sampled: .*got warnings: remote read failed/);
    expect(notes[1]).to.match(/^api, residentBytes: not sampled: .*got 503/);
  });

  it("come without the credentials that were refused", async () => {
    const { notes } = await askIt(() => ({ status: 401, body: "the token s3cret is not known" }));
    expect(server.attempts[0]?.headers.authorization).to.equal("Bearer s3cret");
    expect(notes).to.have.lengthOf(1);
    expect(notes[0]).to.contain("must let us in, got 401: the token *** is not known");
    expect(JSON.stringify(notes)).not.to.contain("s3cret");
  });
});
