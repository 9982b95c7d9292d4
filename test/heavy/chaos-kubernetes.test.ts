/**
 * Faults in the pods of a real Kubernetes, by the real disruptor and its real agent, with an account
 * that may do what deploy/kubernetes/chaos gives it and no more. What is asserted is what requests
 * see, and what the pods show.
 */
import { expect } from "chai";
import { FAULT_LABEL } from "../../lib/core/experiment/disruptor-run.ts";
import { eventually } from "../support/eventually.ts";
import { podsIn } from "./support/cluster.ts";
import { clusterOfSuite, failureOf, httpErrors, kill, namespace, stall } from "./support/cluster-faults.ts";

const TEST_MS = 120_000;

describe("faults in the pods of a real Kubernetes", function () {
  this.timeout(TEST_MS);
  const on = clusterOfSuite();

  afterEach("undo what a test left", () => on().restore());

  it("HTTP errors are seen on the pod that was drawn, by no probe, and by nobody after the undo", async () => {
    const by = on().effector();
    const { planned, effect } = await on().plan(httpErrors);
    on().undoLater(async () => by.undo(effect));
    expect(planned.instancesInAll).to.equal(2);
    const [hit] = planned.instances;
    expect(effect.disruption).to.include({ errorRate: 1 });
    await by.apply(effect);
    const seen = await on().answers();
    const others = [...seen.keys()].filter((name) => name !== hit);
    expect(new Set(seen.get(String(hit)))).to.deep.equal(new Set(["503"]));
    expect(new Set(others.flatMap((name) => seen.get(name)!))).to.deep.equal(new Set(["200"]));
    expect(new Set((await on().answers("/healthz")).get(String(hit)))).to.deep.equal(new Set(["200"]));
    const during = await by.readBack(effect);
    expect(during.presence).to.equal("present");
    expect(during.text).to.match(/the agent runs \(xk6-disruptor-agent http .*REDIRECT --to-ports 18099/);

    await by.undo(effect);
    const after = await by.readBack(effect);
    expect(after.presence).to.equal("clean");
    expect(after.text).to.include(
      "a rule is left that hits nobody (-A INPUT -p tcp -m tcp --dport 18099 -j REJECT",
    );
    expect(await on().allWell()).to.equal(true);
    const marked = await on().cluster.kubectl(
      "get",
      "pods",
      `--namespace=${namespace}`,
      "-l",
      FAULT_LABEL,
      "-o",
      "name",
    );
    expect(marked).to.equal("");
    await by.undo(effect);
    expect((await by.readBack(effect)).presence).to.equal("clean");
  });

  it("all pods of a Service are hit through it, and none is marked", async () => {
    await on().scaled(1);
    const by = on().effector();
    const effect = await on().applied({ ...httpErrors, errorShare: 1 }, by);
    expect(effect.selection).to.deep.equal({ kind: "service", service: "web", port: 80 });
    expect(new Set([...(await on().answers()).values()].flat())).to.deep.equal(new Set(["503"]));
    await by.undo(effect);
    expect((await by.readBack(effect)).presence).to.equal("clean");
    expect(await on().allWell()).to.equal(true);
  });

  it("a pod whose connections are dropped answers nothing until the undo", async () => {
    const by = on().effector();
    const effect = await on().applied(stall, by);
    const [hit] = effect.pods;
    expect(new Set((await on().answers()).get(String(hit)))).to.deep.equal(new Set(["TimeoutError"]));
    expect((await by.readBack(effect)).text).to.include("(-A INPUT -j DROP)");
    await by.undo(effect);
    expect((await by.readBack(effect)).presence).to.equal("clean");
    expect(await on().allWell()).to.equal(true);
  });

  it("a terminated pod counts as hit at once, and as undone when as many are ready as before", async () => {
    const by = on().effector();
    const before = (await podsIn(on().cluster, namespace)).map(({ name }) => name);
    const effect = await on().applied(kill, by);
    expect((await podsIn(on().cluster, namespace)).map(({ name }) => name)).not.to.include(effect.pods[0]);
    await by.undo(effect);
    expect(await by.readBack(effect)).to.deep.equal({ presence: "clean", text: "2 of 2 pods are ready" });
    const after = (await podsIn(on().cluster, namespace)).map(({ name }) => name);
    expect(after.filter((name) => before.includes(name))).to.have.lengthOf(1);
    expect(await on().allWell()).to.equal(true);
  });

  it("what an agent still does after a SIGKILL of k6 is ended from here", async () => {
    const by = on().effector();
    const effect = await on().applied(httpErrors, by);
    killDisruptor();
    await eventually("k6 is gone", () => on().disruptors().length === 0);
    expect((await by.readBack(effect)).presence).to.equal("present");
    // As another controller would, that knows nothing but the journal.
    const recovering = on().effector();
    await recovering.undo(effect);
    expect((await recovering.readBack(effect)).presence).to.equal("clean");
    expect(await on().allWell()).to.equal(true);
  });

  it("an agent ends by its own deadline where nobody is left to end it", async () => {
    const by = on().effector();
    const effect = await on().applied(httpErrors, by, { seconds: 3 });
    killDisruptor();
    const isClean = async () => (await by.readBack(effect)).presence === "clean";
    await eventually("the agent's own time is over", isClean, 20_000);
    expect(await on().allWell()).to.equal(true);
  });

  it("rules that a killed agent left are told of, and go with the pod only where that is wanted", async () => {
    const by = on().effector();
    const effect = await on().applied(stall, by);
    const [hit] = effect.pods;
    const inAgent = ["exec", String(hit), `--namespace=${namespace}`, "-c", "xk6-agent", "--"];
    const pid = await on().cluster.kubectl(...inAgent, "cat", "/tmp/xk6-disruptor-agent");
    await on().cluster.kubectl(...inAgent, "kill", "-9", pid.trim());
    await by.undo(effect);
    const left = await by.readBack(effect);
    expect(left.presence).to.equal("present");
    expect(left.text).to.include(`kubectl -n ${namespace} delete pod ${String(hit)} (or --replace-pods)`);
    const replacing = on().effector({ replacePods: true });
    await replacing.undo(effect);
    const isGone = async () => (await replacing.readBack(effect)).presence === "clean";
    await eventually("the pod is gone", isGone, 30_000);
    await on().ready();
    expect(await on().allWell()).to.equal(true);
  });

  it("a second fault in a pod is refused, and leaves the first in force", async () => {
    const by = on().effector();
    const first = await on().applied(httpErrors, by);
    const second = { ...(await on().plan(stall)).effect, pods: first.pods };
    expect(await failureOf(by.apply(second))).to.include("no other fault must be in a pod");
    expect((await by.readBack(first)).presence).to.equal("present");
  });

  it("a target that is gone is nothing to undo", async () => {
    const by = on().effector();
    const effect = await on().applied(httpErrors, by);
    await on().cluster.kubectl("delete", "pod", ...effect.pods, `--namespace=${namespace}`, "--wait=true");
    await by.undo(effect);
    const { presence, text } = await by.readBack(effect);
    expect(presence).to.equal("clean");
    expect(text).to.include(`pod ${effect.pods[0]!} is gone, and what was in it`);
  });

  function killDisruptor(): void {
    const found = on().disruptors();
    expect(found).to.have.lengthOf(1);
    for (const pid of found) process.kill(pid, "SIGKILL");
  }
});
