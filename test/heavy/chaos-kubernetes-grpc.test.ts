/**
 * gRPC faults in a pod of a real Kubernetes, by the real disruptor and its real agent. No experiment asks for
 * one, because k6 and the probe send HTTP; what is shown is the effect, as a journal would hold it.
 */
import { expect } from "chai";
import { accountOf, chaosNamespace, grpcIn } from "./support/cluster.ts";
import { clusterOfSuite, type PodsDisrupted } from "./support/cluster-faults.ts";
import { grpcHealth } from "./support/grpc-health.ts";

const TEST_MS = 120_000;
const namespace = "chaos-grpc";
const port = 9000;
const well = 0;
const unavailable = 14;

describe("a gRPC fault in a pod of a real Kubernetes", function () {
  this.timeout(TEST_MS);
  const on = clusterOfSuite();
  let origin: string;
  let effect: PodsDisrupted;

  before("have a pod that speaks gRPC", async () => {
    const { cluster, folder } = on();
    await chaosNamespace(cluster, folder, namespace);
    await grpcIn(cluster, namespace);
    const shown = (path: string) =>
      cluster.kubectl("get", "pods", `--namespace=${namespace}`, `--output=jsonpath={.items[0].${path}}`);
    origin = `http://${await shown("status.podIP")}:${port}`;
    effect = {
      kind: "podsDisrupted",
      cluster: await accountOf(cluster, folder, namespace),
      namespace,
      pods: [await shown("metadata.name")],
      selection: { kind: "mark", mark: "grpc-1" },
      siblings: { labels: { app: "grpc" }, ready: 1 },
      disruption: {
        ...{ kind: "grpc", port, errorRate: 1, statusCode: unavailable },
        ...{ averageDelayMilliseconds: 0, exclude: [] },
      },
      seconds: 60,
    };
  });
  afterEach("undo what a test left", () => on().restore());

  it("answers requests with the status, which the pod shows, and is gone with the undo", async () => {
    const by = on().effector();
    on().undoLater(() => by.undo(effect));
    expect(await grpcHealth(origin)).to.equal(well);
    await by.apply(effect);
    expect(await grpcHealth(origin)).to.equal(unavailable);
    const during = await by.readBack(effect);
    expect(during.presence).to.equal("present");
    expect(during.text).to.match(/the agent runs \(xk6-disruptor-agent grpc /);
    await by.undo(effect);
    expect((await by.readBack(effect)).presence).to.equal("clean");
    expect(await grpcHealth(origin)).to.equal(well);
  });

  it("leaves a service alone that is excluded", async () => {
    const by = on().effector();
    const disruption = {
      ...effect.disruption,
      exclude: ["grpc.health.v1.Health"],
    } as PodsDisrupted["disruption"];
    const sparing = { ...effect, disruption };
    on().undoLater(() => by.undo(sparing));
    await by.apply(sparing);
    expect(await grpcHealth(origin)).to.equal(well);
    await by.undo(sparing);
    expect((await by.readBack(sparing)).presence).to.equal("clean");
  });
});
