/** What the driver plans for pods, by what a cluster (a `kubectl` that shows files) says of them. */
import { writeFileSync } from "node:fs";
import { expect } from "chai";
import type { Effect } from "../../../../lib/core/experiment/effect.ts";
import type { FaultSpec } from "../../../../lib/core/experiment/experiment.ts";
import {
  kubernetesDriver,
  type KubernetesDriverOptions,
} from "../../../../lib/node/chaos/kubernetes-driver.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

type PodsDisrupted = Extract<Effect, { kind: "podsDisrupted" }>;

const outage: FaultSpec = { kind: "outage", store: "postgres" };
const stall: FaultSpec = { kind: "stall", link: { to: "store", name: "postgres" } };
/** Named as the store: the service that keeps its data there. */
const services = {
  postgres: { deployment: "users", labels: { app: "users" }, port: 8001, exclude: [] },
};
const stores = { postgres: { labels: { app: "postgres" } } };

describe("faults on the stores of a cluster", () => {
  const path = temporaryFolder();

  function showing(...pods: readonly string[]): string {
    const items = pods.map((name) => ({
      metadata: { name, labels: { app: "postgres" } },
      spec: { containers: [] },
      status: { conditions: [{ type: "Ready", status: "True" }] },
    }));
    writeFileSync(path("pods.json"), JSON.stringify({ items }));
    writeFileSync(
      path("namespace.json"),
      JSON.stringify({ metadata: { labels: { "tidemark.chaos": "allow" } } }),
    );
    const script = `#!/bin/sh
echo "$*" >> '${path("calls")}'
case "$*" in
  *" namespace "*) cat '${path("namespace.json")}' ;;
  *" pods "*--selector=app=postgres*) cat '${path("pods.json")}' ;;
esac
`;
    writeFileSync(path("kubectl"), script, { mode: 0o755 });
    return path("kubectl");
  }

  async function planned(fault: FaultSpec, kubectl: string, changed: Partial<KubernetesDriverOptions> = {}) {
    const driver = kubernetesDriver({
      cluster: { kubeconfig: null, context: "staging" },
      ...{ namespace: "shop", services, stores, env: process.env },
      kubectl: async () => kubectl,
      ...changed,
    });
    return driver.plan({ experiment: "test", faultId: "run-1", fault, seconds: 20, draw: () => 0 });
  }

  const failureOf = (action: Promise<unknown>) =>
    action.then(
      () => "it succeeded",
      (error: unknown) => (error as Error).message,
    );

  it("cut off every pod of a store that is away, and none of the service of the same name", async () => {
    const { instances, instancesInAll, effects } = await planned(outage, showing("postgres-0", "postgres-1"));
    expect([instances, instancesInAll]).to.deep.equal([["postgres-0", "postgres-1"], 2]);
    expect(effects[0]).to.deep.include({
      disruption: { kind: "network" },
      selection: { kind: "mark", mark: "run-1" },
      siblings: { labels: { app: "postgres" }, ready: 2 },
    } satisfies Partial<PodsDisrupted>);
  });

  it("cut off one pod of a store whose connections stall", async () => {
    const { instances, instancesInAll } = await planned(stall, showing("postgres-0", "postgres-1"));
    expect([instances, instancesInAll]).to.deep.equal([["postgres-0"], 2]);
  });

  it("are refused where the target does not say which pods the store has, whatever services it has", async () => {
    for (const fault of [outage, stall]) {
      const other = { redis: { labels: { app: "redis" } } };
      expect(await failureOf(planned(fault, showing("postgres-0"), { stores: other }))).to.equal(
        "store postgres: the target's file must say under chaos.driver.stores which pods it has; it says so of redis",
      );
    }
  });

  it("are refused in the words of the matrix where no cluster can have them", async () => {
    const reset: FaultSpec = { kind: "reset", link: { to: "store", name: "postgres" } };
    expect(await failureOf(planned(reset, showing("postgres-0")))).to.include(
      "it can neither delay nor reset connections",
    );
  });
});
