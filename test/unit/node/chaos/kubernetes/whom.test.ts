import { expect } from "chai";
import type { FaultSpec } from "../../../../../lib/core/experiment/experiment.ts";
import type { Pod } from "../../../../../lib/node/chaos/kubernetes/pods.ts";
import { whomToHit, whyNotThisPod } from "../../../../../lib/node/chaos/kubernetes/whom.ts";

function aPod(changes: Partial<Pod> = {}): Pod {
  return {
    name: "api-1",
    labels: { app: "api" },
    ready: true,
    hostNetwork: false,
    ports: [8000],
    graceSeconds: 30,
    agent: "none",
    ...changes,
  };
}

const pods = (count: number) =>
  Array.from({ length: count }, (_, index) => aPod({ name: `api-${index + 1}` }));
const http = (errorShare: number): FaultSpec => ({
  kind: "http",
  service: "api",
  errorShare,
  status: 503,
  delayMilliseconds: 0,
});
const kill: FaultSpec = { kind: "kill", services: ["api"] };
const first = (count: number) => 0 * count;
const last = (count: number) => count - 1;

function hit(count: number, fault: FaultSpec, draw = first) {
  const { hit: whom, errorRate } = whomToHit("api", pods(count), fault, draw);
  return { names: whom.map(({ name }) => name), errorRate };
}

describe("whom a fault hits", () => {
  it("is one pod, as it is drawn", () => {
    expect(hit(3, kill, first).names).to.deep.equal(["api-1"]);
    expect(hit(3, kill, last).names).to.deep.equal(["api-3"]);
  });

  it("is the one pod that there is", () => {
    expect(hit(1, http(1))).to.deep.equal({ names: ["api-1"], errorRate: 1 });
    expect(hit(1, http(0.1))).to.deep.equal({ names: ["api-1"], errorRate: 0.1 });
  });

  it("is as few pods as can fail the share, each failing so much more of its own requests", () => {
    expect(hit(2, http(0.1))).to.deep.equal({ names: ["api-1"], errorRate: 0.2 });
    expect(hit(2, http(0.5))).to.deep.equal({ names: ["api-1"], errorRate: 1 });
    const two = hit(4, http(0.3), last);
    expect(two.names).to.deep.equal(["api-4", "api-3"]);
    expect(two.errorRate).to.be.closeTo(0.6, 1e-12);
  });

  it("leaves one untouched where there are several, or is refused", () => {
    expect(() => hit(2, http(0.51))).to.throw(
      "api: with 1 of 2 pods untouched no more than 50 % of its requests can fail, got 51 %",
    );
  });

  it("is one pod for a delay without errors", () => {
    expect(hit(3, http(0))).to.deep.equal({ names: ["api-1"], errorRate: 0 });
  });

  it("is every pod of a store that is away", () => {
    expect(hit(2, { kind: "outage", store: "postgres" }).names).to.deep.equal(["api-1", "api-2"]);
  });
});

describe("a pod", () => {
  it("can be hit on a port that it declares", () => {
    expect(whyNotThisPod(aPod(), "chaos", 8000)).to.equal(null);
    expect(whyNotThisPod(aPod({ agent: "running" }), "chaos", 8000)).to.equal(null);
    expect(whyNotThisPod(aPod({ ports: [] }), "chaos", null)).to.equal(null);
  });

  const refused: { what: string; pod: Partial<Pod>; port: number | null; says: string }[] = [
    {
      what: "in its node's network, whatever the fault",
      pod: { hostNetwork: true },
      port: null,
      says: "the fault would hit the whole node",
    },
    {
      what: "whose agent ended with its container",
      pod: { agent: "notRunning" },
      port: null,
      says: "replace the pod: kubectl -n chaos delete pod api-1",
    },
    { what: "on another port", pod: {}, port: 9000, says: "got 9000; declared is 8000" },
    {
      what: "that has the proxy's own port",
      pod: { ports: [8000, 18099] },
      port: 8000,
      says: "port 18099 must be free",
    },
  ];
  for (const { what, pod, port, says } of refused) {
    it(`can't be hit ${what}`, () => {
      expect(whyNotThisPod(aPod(pod), "chaos", port)).to.include(says);
    });
  }
});
