import { expect } from "chai";
import { DISRUPTOR_RUN, type DisruptorRun } from "../../../../../lib/core/experiment/disruptor-run.ts";
import {
  disruptorEnvironment,
  readDisruptorOutput,
} from "../../../../../lib/node/chaos/kubernetes/disruptor-command.ts";

const run: DisruptorRun = {
  namespace: "chaos",
  pods: ["web-1"],
  selection: { kind: "mark", mark: "fault-1" },
  disruption: { kind: "network" },
  seconds: 30,
  injectTimeoutSeconds: 20,
};

describe("the second k6", () => {
  it("is told the target by one file alone: not by the pod that it may run in, nor by K6_*; and no secret of ours", () => {
    const env = {
      PATH: "/bin",
      KUBECONFIG: "/a:/b",
      KUBERNETES_SERVICE_HOST: "10.0.0.1",
      KUBERNETES_SERVICE_PORT: "443",
      K6_VUS: "100",
      TIDEMARK_PARTS_TOKEN: "secret",
    };
    expect(disruptorEnvironment(env, run, "/private/kubeconfig")).to.deep.equal({
      PATH: "/bin",
      KUBECONFIG: "/private/kubeconfig",
      [DISRUPTOR_RUN]: JSON.stringify(run),
    });
  });

  it("is heard word by word, between lines of k6, and only as far as it has come", () => {
    const output =
      'some warning\ntidemark disruptor {"event":"injecting","atMs":1,"targets":["web-1"]}\n' +
      'tidemark disruptor {"event":"end';
    expect(readDisruptorOutput(output)).to.deep.equal({
      words: [{ event: "injecting", atMs: 1, targets: ["web-1"] }],
      others: ["some warning"],
    });
  });
});
