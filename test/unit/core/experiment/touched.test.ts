import { expect } from "chai";
import type { Effect } from "../../../../lib/core/experiment/effect.ts";
import { touchedBy } from "../../../../lib/core/experiment/touched.ts";

const touched = (effect: Effect) => [...touchedBy({ effects: [effect] })].join();
const process = { name: "api", pid: 7, startTime: "then" };
const container = { dockerHost: null, id: "c1", name: "api-1" };
const limits = { nanoCpus: 0, memoryBytes: 0, memorySwapBytes: 0 };
const burnt = { workers: 1, cores: null, endsAfterSeconds: 1 };
const closed = { kind: "proxyDisabled", apiUrl: "http://toxiproxy", proxy: "postgres", mark: "m" } as const;
const pods = (...names: string[]): Effect => ({
  kind: "podsDisrupted",
  cluster: { kubeconfig: null, context: "kind" },
  namespace: "shop",
  pods: names,
  selection: { kind: "mark", mark: "m" },
  siblings: { labels: {}, ready: 2 },
  disruption: { kind: "network" },
  seconds: 1,
});

describe("what a fault touches", () => {
  it("is the same for all that is done to one process or one container", () => {
    expect(touched({ kind: "processStopped", process })).to.equal(
      touched({ kind: "partKilled", part: "api", process, partsUrl: "http://runner" }),
    );
    const paused = touched({ kind: "containerPaused", container });
    expect(touched({ kind: "containerKilled", container })).to.equal(paused);
    expect(touched({ kind: "containerLimited", container, before: limits, during: limits })).to.equal(paused);
  });

  it("differs for another process, container, proxy, pod or mark", () => {
    const pairs: readonly [Effect, Effect][] = [
      [
        { kind: "processStopped", process },
        { kind: "processStopped", process: { ...process, startTime: "now" } },
      ],
      [
        { kind: "containerPaused", container },
        { kind: "containerPaused", container: { ...container, id: "c2" } },
      ],
      [closed, { ...closed, proxy: "redis" }],
      [pods("a"), pods("b")],
      [
        { kind: "cpuBurned", mark: "one", ...burnt },
        { kind: "cpuBurned", mark: "two", ...burnt },
      ],
    ];
    for (const [one, other] of pairs) expect(touched(one), one.kind).to.not.equal(touched(other));
  });

  it("is each of the pods that are hit", () => {
    expect(touchedBy({ effects: [pods("a", "b")] })).to.have.lengthOf(2);
  });
});
