/** The client of Prometheus' HTTP API against servers that answer as they should, and as they should not. */
import { expect } from "chai";
import { readFileSync } from "node:fs";
import { openPrometheus, type Prometheus } from "../../../lib/node/prometheus/prometheus.ts";
import { PrometheusError } from "../../../lib/node/prometheus/prometheus-error.ts";
import { makeAuthority } from "../../support/own-authority.ts";
import { startScriptedServer } from "../../support/scripted-server.ts";
import { skipBecause } from "../../support/skip.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { type Script, startWriteReceiver, type WriteReceiver } from "../../support/write-receiver.ts";

const folder = temporaryFolder();
const none = { kind: "none" } as const;

const success = (data: unknown, more: object = {}) => ({
  status: 200,
  body: JSON.stringify({ status: "success", data, ...more }),
});
const vector = (...result: unknown[]) => success({ resultType: "vector", result });

async function errorOf(asked: Promise<unknown>): Promise<PrometheusError> {
  const error = await asked.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).to.be.instanceOf(PrometheusError);
  return error as PrometheusError;
}

describe("the client of Prometheus", () => {
  let server: WriteReceiver;
  let prometheus: Prometheus;

  const answering = async (answer: ReturnType<Script>, path = "") => {
    server = await startWriteReceiver(() => answer);
    prometheus = openPrometheus({ url: server.url + path, auth: none, authorities: null }, 200);
  };

  afterEach("end both", async () => {
    await prometheus.close();
    await server.stop();
  });

  it("asks below the path in front, and reads every kind of number", async () => {
    const values = ["1.5", "NaN", "+Inf", "-Inf", "1e3"];
    await answering(vector(...values.map((value) => ({ metric: { job: "a" }, value: [10.5, value] }))), "/p");
    const samples = await prometheus.query('up{job="a&b"}', 10.5);
    expect(samples.map(({ value }) => value)).to.deep.equal([1.5, NaN, Infinity, -Infinity, 1000]);
    expect(samples[0]).to.deep.equal({ labels: { job: "a" }, timeSeconds: 10.5, value: 1.5 });
    expect(server.attempts[0]?.url).to.equal("/p/api/v1/query");
    const asked = new URLSearchParams(server.attempts[0]?.body.toString("utf8"));
    expect(Object.fromEntries(asked)).to.deep.equal({
      query: 'up{job="a&b"}',
      time: "10.5",
      timeout: "200ms",
    });
  });

  it("reads a scalar as one sample without labels, and no series as no sample", async () => {
    await answering(success({ resultType: "scalar", result: [1, "7"] }));
    expect(await prometheus.query("7", 1)).to.deep.equal([{ labels: {}, timeSeconds: 1, value: 7 }]);
    await server.stop();
    await answering(vector());
    expect(await prometheus.query("none", 1)).to.deep.equal([]);
  });

  it("reads series of points, and labels of series", async () => {
    await answering(
      success({
        resultType: "matrix",
        result: [
          {
            metric: { a: "b" },
            values: [
              [1, "2"],
              [3, "4"],
            ],
          },
        ],
      }),
    );
    const range = { startSeconds: 1, endSeconds: 3 };
    expect(await prometheus.queryRange("a", { ...range, stepSeconds: 2 })).to.deep.equal([
      {
        labels: { a: "b" },
        points: [
          { timeSeconds: 1, value: 2 },
          { timeSeconds: 3, value: 4 },
        ],
      },
    ]);
    await server.stop();
    await answering(success([{ __name__: "up" }]));
    expect(await prometheus.series(["up", "down"], range)).to.deep.equal([{ __name__: "up" }]);
    expect(new URLSearchParams(server.attempts[0]?.body.toString("utf8")).getAll("match[]")).to.deep.equal([
      "up",
      "down",
    ]);
  });

  const refusals: readonly (readonly [string, ReturnType<Script>, string, string])[] = [
    [
      "400 with Prometheus' own words",
      { status: 400, body: JSON.stringify({ status: "error", errorType: "bad_data", error: "parse error" }) },
      "refused",
      "got 400: parse error",
    ],
    ["401", { status: 401 }, "unauthorized", "must let us in, got 401"],
    ["403", { status: 403 }, "unauthorized", "must let us in, got 403"],
    [
      "422: a question that it could not carry out",
      {
        status: 422,
        body: JSON.stringify({ status: "error", errorType: "execution", error: "too many samples" }),
      },
      "failed",
      "got 422: too many samples",
    ],
    ["503 with a page", { status: 503, body: "<html>" }, "failed", "must answer the question, got 503"],
    [
      "a redirect",
      { status: 302, headers: { location: "https://me:pw@login/?a=b" } },
      "redirected",
      "https://***@login/",
    ],
    ["404 of something else", { status: 404, body: "not found" }, "notPrometheus", "got 404"],
    [
      "200 with a page",
      { status: 200, body: "<html>" },
      "notPrometheus",
      "with the path in front of /api/v1",
    ],
    [
      "data of another shape",
      success({ resultType: "vector", result: [1] }),
      "notPrometheus",
      "another shape",
    ],
    [
      "a value that is no number",
      vector({ metric: {}, value: [1, "many"] }),
      "notPrometheus",
      "not a number",
    ],
    [
      "a warning that data are missing",
      success({ resultType: "vector", result: [] }, { warnings: ["remote read failed"] }),
      "partialData",
      "must answer in full, got warnings: remote read failed",
    ],
    ["histograms", vector({ metric: {}, histogram: [1, {}] }), "wrongResult", "histogram_quantile()"],
    ["a matrix", success({ resultType: "matrix", result: [] }), "wrongResult", "got a matrix"],
    ["silence", null, "timedOut", "no answer within 0.2 s"],
  ];
  for (const [what, answer, code, words] of refusals) {
    it(`calls ${what} ${code}`, async () => {
      await answering(answer);
      const error = await errorOf(prometheus.query("up", 1));
      expect(error.code).to.equal(code);
      expect(error.message).to.contain(`Prometheus at ${server.url}`).and.contain(words);
    });
  }

  it("takes no offence at an info", async () => {
    const infos = { infos: ["PromQL info: a"], warnings: ["PromQL info: metric might not be a counter"] };
    await answering(success({ resultType: "vector", result: [] }, infos));
    expect(await prometheus.query("up", 1)).to.deep.equal([]);
  });

  it("calls it unreachable when nothing answers", async () => {
    await answering(vector());
    await server.stop();
    const error = await errorOf(prometheus.query("up", 1));
    expect(error).to.include({ code: "unreachable", kind: "preflight", received: "connection refused" });
  });

  it("proves who it is, and keeps that out of every message", async () => {
    await answering({ status: 401, body: "hunter2 is wrong" });
    const auth = { kind: "basic", username: "me", password: "hunter2" } as const;
    const known = openPrometheus({ url: server.url, auth, authorities: null });
    const error = await errorOf(known.query("up", 1));
    await known.close();
    const encoded = Buffer.from("me:hunter2").toString("base64");
    expect(server.attempts[0]?.headers.authorization).to.equal(`Basic ${encoded}`);
    expect(error.message).to.contain("401: *** is wrong");
  });

  it("trusts a private authority when told, and not otherwise", async function () {
    await answering(vector());
    const own = await makeAuthority(folder());
    if (own === null) skipBecause(this, "no openssl");
    const { certificate, key } = own.server;
    const behaviour: Parameters<typeof startScriptedServer>[0] = (_request, response) => {
      response.end(vector().body);
      return true;
    };
    const tls = { cert: readFileSync(certificate), key: readFileSync(key) };
    const secure = await startScriptedServer(behaviour, tls);
    const ask = async (authorities: string | null) => {
      const client = openPrometheus({ url: secure.url, auth: none, authorities });
      return client.query("up", 1).finally(() => client.close());
    };
    try {
      expect((await errorOf(ask(null))).code).to.equal("unreachable");
      expect(await ask(readFileSync(own.ca, "utf8"))).to.deep.equal([]);
    } finally {
      await secure.close();
    }
  });
});
