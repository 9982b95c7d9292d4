/**
 * The effector with a real k6 (the stock one, and the strict stand-in for the extension) and a fake
 * kubectl. What pods do is not here: see test/heavy/chaos-kubernetes.test.ts.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { Effect } from "../../../../lib/core/experiment/effect.ts";
import { FAULT_LABEL } from "../../../../lib/core/experiment/disruptor-run.ts";
import { podsDisrupted } from "../../../../lib/node/chaos/effectors/pods-disrupted.ts";
import { bundleDisruptor } from "../../../../lib/node/generator/bundle-disruptor.ts";
import { installRoot } from "../../../../lib/node/process/install-root.ts";
import { STAND_IN_CLUSTER, type StandInCluster } from "../../../kubernetes/stand-in/cluster.ts";
import { builtProgramHost } from "../../../support/built-daemons.ts";
import { eventually } from "../../../support/eventually.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";
import { k6ForTests } from "../../generator/k6-for-tests.ts";
import { type FakeKubectl, fakeKubectl } from "./fake-kubectl.ts";

const working = "-A INPUT -j DROP\nxk6-disruptor-agent network-drop -d 60s";
const effect: Extract<Effect, { kind: "podsDisrupted" }> = {
  kind: "podsDisrupted",
  cluster: { kubeconfig: null, context: "staging" },
  namespace: "chaos",
  pods: ["web-1"],
  selection: { kind: "mark", mark: "fault-1" },
  siblings: { labels: { app: "web" }, ready: 2 },
  disruption: { kind: "network" },
  seconds: 60,
};
const standInCluster: StandInCluster = {
  reachable: true,
  pods: [
    {
      name: "web-1",
      namespace: "chaos",
      labels: { [FAULT_LABEL]: "fault-1" },
      ports: [8080],
      hostNetwork: false,
      agent: "none",
      endsAfterSeconds: 0,
    },
  ],
  services: [],
  restricted: [],
  requests: 1,
};

/** A few programs are started first, which takes its time on a busy machine. */
const BUSY_MS = 60_000;

describe("pods that are disrupted", function () {
  this.timeout(2 * BUSY_MS);
  const path = temporaryFolder();
  let k6 = "";
  let kubectl: FakeKubectl;

  before(async function () {
    k6 = await k6ForTests(this);
    await builtProgramHost();
  });
  beforeEach(async () => {
    kubectl = fakeKubectl(path());
    const standIn = join(installRoot(), "test/kubernetes/stand-in/disruptor.ts");
    await bundleDisruptor({ file: path("disruptor.js"), standIn });
  });

  function effector(cluster: Partial<StandInCluster> = {}, program = k6) {
    const text = JSON.stringify({ ...standInCluster, ...cluster });
    return podsDisrupted({
      tool: async (name) => (name === "kubectl" ? kubectl.program : program),
      script: path("disruptor.js"),
      env: { ...process.env, [STAND_IN_CLUSTER]: text },
      stateFolder: path("state"),
      replacePods: false,
    });
  }

  const privateFolders = () => readdirSync(tmpdir()).filter((name) => name.startsWith("tidemark-disruptor-"));

  const failureOf = (action: Promise<unknown>) =>
    action.then(
      () => "it succeeded",
      (error: unknown) => (error as Error).message,
    );

  it("count as hit once they show it, and not with the disruptor's word alone", async () => {
    const by = effector();
    let isApplied = false;
    const applying = by.apply(effect).then(() => {
      isApplied = true;
    });
    const looks = () => kubectl.calls().filter((call) => call.startsWith("get pod web-1")).length;
    await eventually("it has looked a few times", () => looks() > 3, BUSY_MS);
    expect(isApplied).to.equal(false);
    kubectl.set({ agentShows: working });
    await applying;
    expect((await by.readBack(effect)).presence).to.equal("present");

    await by.undo(effect);
    expect(kubectl.calls()).to.include(
      "exec web-1 --namespace=chaos --container=xk6-agent -- xk6-disruptor-agent cleanup",
    );
    expect(await by.readBack(effect)).to.deep.equal({
      presence: "clean",
      text: "pod web-1: no agent is active, no rule is left",
    });
    const labels = kubectl.calls().filter((call) => call.startsWith("label"));
    expect(labels).to.deep.equal([
      `label pod web-1 ${FAULT_LABEL}=fault-1 --namespace=chaos --overwrite`,
      `label pod --selector=${FAULT_LABEL}=fault-1 ${FAULT_LABEL}- --namespace=chaos`,
    ]);
  });

  it("leave no kubeconfig behind, and no second k6; on Linux none is ever on disk", async () => {
    const before = privateFolders();
    const reading = `#!/bin/sh\ncat "$KUBECONFIG" "$KUBECONFIG" > '${path("read")}'\nexec '${k6}' "$@"\n`;
    writeFileSync(path("k6-that-reads"), reading, { mode: 0o755 });
    const by = effector({}, path("k6-that-reads"));
    const applying = by.apply(effect);
    await eventually("k6 has a folder", () => privateFolders().length > before.length, BUSY_MS);
    kubectl.set({ agentShows: working });
    await applying;
    expect(readFileSync(path("read"), "utf8")).to.equal("the kubeconfig of --context=staging".repeat(2));
    const own = privateFolders().filter((name) => !before.includes(name));
    expect(own).to.have.lengthOf(1);
    const files = readdirSync(join(tmpdir(), own[0]!));
    expect(files).to.deep.equal(
      process.platform === "linux" ? ["disruptor.log"] : ["disruptor.log", "kubeconfig"],
    );
    await by.undo(effect);
    expect(privateFolders().filter((name) => !before.includes(name))).to.deep.equal([]);
  });

  it("are not hit where the injection fails, which is said in its words and ours", async () => {
    const reason = await failureOf(effector({ restricted: ["chaos"] }).apply(effect));
    expect(reason).to.match(
      /^the disruptor must inject the fault, but PodSecurity of the namespace refuses .*violates PodSecurity/,
    );
  });

  it("are not hit where k6 itself fails", async () => {
    const reason = await failureOf(effector({ reachable: false }).apply(effect));
    expect(reason).to.match(
      /^the disruptor must inject the fault, but it ended with exit code 107: .*connection refused/,
    );
  });

  it("are not hit, nor marked, where another fault is in one of them", async () => {
    kubectl.set({ agentShows: working });
    expect(await failureOf(effector().apply(effect))).to.include("no other fault must be in a pod");
    expect(kubectl.calls().filter((call) => call.startsWith("label"))).to.deep.equal([]);
  });

  it("are unknown, and an undo fails, while the cluster does not answer", async () => {
    kubectl.set({ failsWith: "Unable to connect to the server" });
    const by = effector();
    const { presence, text } = await by.readBack(effect);
    expect(presence).to.equal("unknown");
    expect(text).to.include("Unable to connect to the server");
    expect(await failureOf(by.undo(effect))).to.include("Unable to connect to the server");
  });

  it("that were never hit are clean, and an undo is nothing", async () => {
    const by = effector();
    await by.undo(effect);
    await by.undo(effect);
    expect(await by.readBack(effect)).to.deep.equal({
      presence: "clean",
      text: "pod web-1 never had an agent",
    });
  });

  it("say who may not, where the account lacks a permission", async () => {
    kubectl.set({ failsWith: 'Error from server (Forbidden): pods "web-1" is forbidden' });
    expect((await effector().readBack(effect)).text).to.include(
      "give it the Role of deploy/kubernetes/chaos/role.yaml",
    );
  });
});
