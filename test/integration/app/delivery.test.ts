/**
 * The samples of the real k6 on their way to a real Prometheus that goes away in the middle: what it has
 * afterwards, sample by sample, against what k6 pushed.
 */
import { expect } from "chai";
import { execa } from "execa";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
  concludeDelivery,
  type DeliveryGround,
  type OpenDelivery,
  openDelivery,
} from "../../../lib/app/run/delivery.ts";
import { createCleanup } from "../../../lib/app/run/cleanup.ts";
import { deliverySentence } from "../../../lib/core/report/sentences.ts";
import type { PrometheusError } from "../../../lib/node/prometheus/prometheus-error.ts";
import { eventually } from "../../support/eventually.ts";
import { prometheusForTests, type RealPrometheus } from "../../support/real-prometheus.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { startWriteReceiver, type WriteReceiver } from "../../support/write-receiver.ts";
import { k6PushAt, readPush, type SeenSeries } from "../../unit/node/recorder/forwarding/k6-push.ts";
import { k6ForTests } from "../generator/k6-for-tests.ts";
import { pushHeaders } from "../recorder/forwarding/pushes.ts";

const folder = temporaryFolder();
const RUN_ID = "run-1";

describe("a run's samples on their way to a Prometheus", function () {
  this.timeout(60_000);
  let k6: string;
  let prometheus: RealPrometheus;
  const cleanup = createCleanup();
  const lines: string[] = [];

  before("find k6", async function () {
    k6 = await k6ForTests(this);
  });

  beforeEach("make room", () => {
    lines.length = 0;
    mkdirSync(folder("run"));
  });

  afterEach("end what was started", async () => {
    expect(await cleanup.run()).to.deep.equal([]);
  });

  const ground = (
    url: string | null,
    trendStats: readonly string[] | null = null,
    access: DeliveryGround["access"] = null,
  ): DeliveryGround => ({
    settings: { prometheus: url, trendStats },
    access,
    cleanup,
    folder: folder("run"),
    say: (line) => void lines.push(line),
  });

  const startPrometheus = async (nativeHistograms: boolean, context: Mocha.Context) => {
    prometheus = await prometheusForTests(context, folder("prometheus"), { nativeHistograms });
    cleanup.defer("stop prometheus", () => prometheus.stop());
    await prometheus.start();
  };

  const conclude = (delivery: OpenDelivery, requestsSent: number, startedAtMs: number) =>
    concludeDelivery(delivery, { runId: RUN_ID, startedAtMs, requestsSent }, (line) => void lines.push(line));

  it("loses not one sample when it goes away for seconds in the middle", async function () {
    await startPrometheus(true, this);
    const { delivery, notes } = await openDelivery(ground(prometheus.url));
    if (delivery === null) throw new Error("nothing is forwarded");
    expect(notes).to.deep.equal([]);
    const startedAtMs = Date.now();
    const source = await startWriteReceiver();
    cleanup.defer("stop the receiver", () => source.stop());
    let handedOn = 0;
    const handOn = setInterval(() => {
      for (const { body, headers } of source.taken.slice(handedOn)) delivery.forwarder.accept(body, headers);
      handedOn = source.taken.length;
    }, 10);
    cleanup.defer("stop handing on", () => clearInterval(handOn));

    const run = runK6(k6, source.url);
    await eventually("two pushes", () => source.taken.length >= 2);
    await prometheus.stop();
    const awayFrom = source.taken.length;
    await eventually("pushes while it is away", () => source.taken.length >= awayFrom + 3);
    await prometheus.start();
    const requests = await run;
    await eventually("all is handed on", () => handedOn === source.taken.length);

    const sent = source.taken.flatMap(({ body }) => readPush(body));
    const record = await conclude(delivery, requests, startedAtMs);
    expect(record).to.deep.equal({
      url: prometheus.url,
      samplesReceived: sent.length,
      samplesDelivered: sent.length,
      requestsSent: requests,
      requestsConfirmed: requests,
      unconfirmedBecause: null,
      problem: null,
    });
    expect(await storedIn(prometheus.url)).to.deep.equal(keysOf(sent));
    expect(deliverySentence(record)).to.contain(
      `it has all ${requests.toLocaleString("en")} requests of the run`,
    );
    expect(readdirSync(folder("run"))).to.deep.equal([]);
  });

  it("says the remedy where native histograms are refused, and arrives with it", async function () {
    await startPrometheus(false, this);
    const refused = await openDelivery(ground(prometheus.url));
    refused.delivery?.forwarder.accept(k6PushAt(Date.now()), pushHeaders);
    const told = await refused.delivery?.forwarder.finish(5_000);
    expect(told).to.include({ samplesReceived: 16, samplesDelivered: 0 });
    expect(told?.problem)
      .to.contain("16 samples in 1 push refused, it answered 500")
      .and.contain("native histograms are disabled; switch its native histograms on, or use --trend-stats");

    const { delivery } = await openDelivery(ground(prometheus.url, ["p(95)", "count"]));
    if (delivery === null) throw new Error("nothing is forwarded");
    const pushedAtMs = Date.now();
    delivery.forwarder.accept(k6PushAt(pushedAtMs), pushHeaders);
    const record = await conclude(delivery, 201, pushedAtMs);
    expect(record).to.include({ problem: null, requestsConfirmed: 201 });
    const names = (await storedIn(prometheus.url, pushedAtMs / 1000)).map((key) => key.split(" ")[0]);
    expect(names).to.include.members(["k6_http_req_duration_p95", "k6_own_wait_count", "k6_http_reqs_total"]);
  });

  it("tells of a Prometheus that has less of the run than was sent", async function () {
    await startPrometheus(true, this);
    const { delivery } = await openDelivery(ground(prometheus.url));
    if (delivery === null) throw new Error("nothing is forwarded");
    const pushedAtMs = Date.now();
    delivery.forwarder.accept(k6PushAt(pushedAtMs), pushHeaders);
    const record = await conclude(delivery, 300, pushedAtMs);
    expect(record).to.include({ requestsConfirmed: 201, problem: null });
    expect(deliverySentence(record)).to.contain("by its own count it has 201 of the run's 300 requests");
  });

  describe("that is not as it should be before the run", () => {
    let receiver: WriteReceiver;
    const target = (url: string, optional: boolean): DeliveryGround["access"] => ({
      access: { headers: {}, auth: { kind: "none" } },
      tls: { authorities: null, client: null, skipVerifyBecause: null },
      notes: [],
      prometheus: { url, writeUrl: null, auth: { kind: "bearer", token: "s3cret" }, optional, resources: {} },
    });

    beforeEach("start a server", async () => {
      receiver = await startWriteReceiver(() => ({ status: 401 }));
      cleanup.defer("stop the server", () => receiver.stop());
    });

    it("is left out, and that is said, where the target calls it optional", async () => {
      await receiver.stop();
      const { delivery, notes } = await openDelivery(ground(null, null, target(receiver.url, true)));
      expect(delivery).to.equal(null);
      expect(notes).to.deep.equal(lines);
      expect(lines.join()).to.contain(`no samples are forwarded: Prometheus at ${receiver.url} must answer`);
    });

    it("gets its samples later where it is not", async () => {
      await receiver.stop();
      const { delivery } = await openDelivery(ground(receiver.url));
      expect(delivery).not.to.equal(null);
      expect(lines.join()).to.contain("connection refused").and.contain("samples wait on disk until then");
    });

    it("ends the command where it does not let us in", async () => {
      const error = await openDelivery(ground(null, null, target(receiver.url, false))).then(
        () => null,
        (thrown: unknown) => thrown as PrometheusError,
      );
      expect(error).to.include({ code: "unauthorized", kind: "preflight" });
      expect(error?.message).not.to.contain("s3cret");
      expect(receiver.attempts[0]?.headers.authorization).to.equal("Bearer s3cret");
    });

    it("gets the target's credentials at the address that its file names and at no other", async () => {
      const other = await startWriteReceiver();
      cleanup.defer("stop the other", () => other.stop());
      await openDelivery(ground(other.url, null, target(receiver.url, false)));
      expect(other.attempts[0]?.headers).not.to.have.property("authorization");
      expect(receiver.attempts).to.deep.equal([]);
    });

    it("is nobody's where nobody named one", async () => {
      expect(await openDelivery(ground(null))).to.deep.equal({ delivery: null, notes: [] });
    });
  });
});

/** @returns the requests that k6 itself counted */
async function runK6(k6: string, receiverUrl: string): Promise<number> {
  const server = createServer((_request, response) => response.end("ok"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const [script, summary] = [folder("script.js"), folder("summary.json")];
  writeFileSync(
    script,
    `import http from "k6/http";
     export const options = { scenarios: { steady: {
       executor: "constant-arrival-rate", rate: 100, duration: "8s", preAllocatedVUs: 10 } } };
     export default () => http.get("http://127.0.0.1:${port}/", { tags: { name: "root" } });
     export const handleSummary = (data) => ({ ${JSON.stringify(summary)}: JSON.stringify(data) });`,
  );
  try {
    const output = ["--out", "experimental-prometheus-rw", "--features", "native-histograms,merge-run-tags"];
    const args = ["run", "--quiet", "--no-usage-report", "--address=", "--tag", `testid=${RUN_ID}`];
    await execa(k6, [...args, ...output, script], {
      env: {
        K6_PROMETHEUS_RW_SERVER_URL: `${receiverUrl}/api/v1/write`,
        K6_PROMETHEUS_RW_PUSH_INTERVAL: "1s",
      },
    });
  } finally {
    server.close();
    server.closeAllConnections();
  }
  const { metrics } = JSON.parse(readFileSync(summary, "utf8")) as {
    metrics: { http_reqs: { values: { count: number } } };
  };
  return metrics.http_reqs.values.count;
}

/** `name time value`, sorted; a histogram's value is not looked at here. */
function keysOf(series: readonly SeenSeries[]): string[] {
  return series
    .map(({ labels, timestampMs, value }) =>
      [labels["__name__"], timestampMs, value ?? "histogram"].join(" "),
    )
    .toSorted();
}

/** Every sample of the run that a Prometheus has, in the same form. */
async function storedIn(url: string, atSeconds = Date.now() / 1000): Promise<string[]> {
  const query = new URLSearchParams({ query: `{testid="${RUN_ID}"}[10m]`, time: String(atSeconds + 1) });
  const answer = (await (await fetch(`${url}/api/v1/query?${query.toString()}`)).json()) as {
    data: {
      result: {
        metric: Record<string, string>;
        values?: [number, string][];
        histograms?: [number, unknown][];
      }[];
    };
  };
  const seen = answer.data.result.flatMap(({ metric, values = [], histograms = [] }) => [
    ...values.map(([time, value]) => ({ metric, time, value: Number(value) })),
    ...histograms.map(([time]) => ({ metric, time, value: null })),
  ]);
  return keysOf(
    seen.map(({ metric, time, value }) => ({ labels: metric, value, timestampMs: Math.round(time * 1000) })),
  );
}
