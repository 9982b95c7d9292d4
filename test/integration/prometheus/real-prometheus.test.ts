/** The client against a real Prometheus: what the servers of ours pretend is what it does. */
import { expect } from "chai";
import { openPrometheus, type Prometheus } from "../../../lib/node/prometheus/prometheus.ts";
import { prometheusForTests, type RealPrometheus } from "../../support/real-prometheus.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const folder = temporaryFolder();

describe("the client of Prometheus and a real one", () => {
  let server: RealPrometheus;
  let prometheus: Prometheus;

  beforeEach("start it", async function () {
    this.timeout(30_000);
    server = await prometheusForTests(this, folder("prometheus"));
    await server.start();
    prometheus = openPrometheus({ url: server.url, auth: { kind: "none" }, authorities: null });
  });

  afterEach("end it", async () => {
    await prometheus.close();
    await server.stop();
  });

  it("agree on samples, series and mistakes", async () => {
    const at = 1_000_000;
    expect(await prometheus.query("vector(2)", at)).to.deep.equal([
      { labels: {}, timeSeconds: at, value: 2 },
    ]);
    expect(await prometheus.query("1/0", at)).to.deep.equal([
      { labels: {}, timeSeconds: at, value: Infinity },
    ]);
    const range = { startSeconds: at, endSeconds: at + 20 };
    const series = await prometheus.queryRange("vector(time())", { ...range, stepSeconds: 10 });
    expect(series.map(({ points }) => points.map(({ value }) => value))).to.deep.equal([
      [at, at + 10, at + 20],
    ]);
    expect(await prometheus.series(['{job="nothing"}'], range)).to.deep.equal([]);
    expect(await prometheus.now()).to.be.closeTo(Date.now() / 1000, 5);
    const error = await prometheus.query("sum(", at).catch((thrown: unknown) => thrown);
    expect(error).to.include({ code: "refused", kind: "machine" });
    expect(error).to.have.property("message").that.contains("400").and.contains("parse error");
  });
});
