/** What is refused on a real Kubernetes, before an injection and at it, and in which words. */
import { expect } from "chai";
import { accountOf, chaosNamespace, webIn } from "./support/cluster.ts";
import {
  clusterOfSuite,
  failureOf,
  httpErrors,
  kill,
  namespace,
  type PodsDisrupted,
  stall,
} from "./support/cluster-faults.ts";

const TEST_MS = 120_000;
const forbidden = "chaos-forbidden";
const restricted = "chaos-restricted";

describe("what a real Kubernetes refuses", function () {
  this.timeout(TEST_MS);
  const on = clusterOfSuite();

  afterEach("undo what a test left", () => on().restore());

  it("an injection that fails is a failure, in the disruptor's words, and leaves nothing", async () => {
    const by = on().effector();
    const { effect } = await on().plan(httpErrors);
    const wrong: PodsDisrupted = {
      ...effect,
      disruption: { ...effect.disruption, port: 9090 } as typeof effect.disruption,
    };
    on().undoLater(async () => by.undo(wrong));
    const reason = await failureOf(by.apply(wrong));
    expect(reason).to.match(/^the disruptor must inject the fault, but .*does exports port "9090"/s);
    await by.undo(wrong);
    expect((await by.readBack(wrong)).presence).to.equal("clean");
  });

  it("a namespace without the label is refused, and so is one that the account may not read", async () => {
    await chaosNamespace(on().cluster, on().folder, forbidden);
    await on().cluster.kubectl("label", "namespace", forbidden, "tidemark.chaos-");
    expect(await failureOf(on().plan(httpErrors, { inNamespace: forbidden }))).to.include("(Forbidden)");
    const label = ["label", "namespace", namespace, "--overwrite"];
    await on().cluster.kubectl(...label, "tidemark.chaos=no");
    on().undoLater(() => on().cluster.kubectl(...label, "tidemark.chaos=allow"));
    expect(await failureOf(on().plan(httpErrors))).to.include("it must carry the label tidemark.chaos=allow");
  });

  it("PodSecurity that refuses the agent is named before, and where it is only found at the injection", async () => {
    await chaosNamespace(on().cluster, on().folder, restricted);
    await webIn(on().cluster, restricted);
    const enforce = [
      "label",
      "namespace",
      restricted,
      "--overwrite",
      "pod-security.kubernetes.io/enforce=restricted",
    ];
    await on().cluster.kubectl(...enforce);
    const as = await accountOf(on().cluster, on().folder, restricted);
    const reason = await failureOf(on().plan(httpErrors, { inNamespace: restricted, as }));
    expect(reason).to.match(/its PodSecurity must be privileged, .*, but it enforces restricted/);
    // A termination needs no agent.
    const { effect } = await on().plan(kill, { inNamespace: restricted, as });
    const disruption = { kind: "network" } as const;
    const by = on().effector();
    const late: PodsDisrupted = { ...effect, disruption };
    expect(await failureOf(by.apply(late))).to.match(
      /PodSecurity of the namespace refuses the disruptor's agent, .*violates PodSecurity "restricted:latest"/s,
    );
    await by.undo(late);
    expect((await by.readBack(late)).presence).to.equal("clean");
  });

  it("a port that no container declares, and a pod in its node's network, are refused before", async () => {
    expect(await failureOf(on().plan(httpErrors, { port: 9090 }))).to.match(
      /pod web-\S+: the port must be one .* got 9090/,
    );
    const patch = '{"spec":{"template":{"spec":{"hostNetwork":true}}}}';
    await on().cluster.kubectl("scale", "deployment/web", "--replicas=1", `--namespace=${namespace}`);
    await on().cluster.kubectl("patch", "deployment/web", `--namespace=${namespace}`, "--patch", patch);
    try {
      await on().ready();
      for (const fault of [httpErrors, stall]) {
        const reason = await failureOf(
          on().plan({ ...fault, ...(fault.kind === "http" && { errorShare: 1 }) }),
        );
        expect(reason).to.include("(hostNetwork); the fault would hit the whole node");
      }
    } finally {
      const back = patch.replace("true", "false");
      await on().cluster.kubectl("patch", "deployment/web", `--namespace=${namespace}`, "--patch", back);
      await on().ready();
    }
  });
});
