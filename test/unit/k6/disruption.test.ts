import { expect } from "chai";
import type { DisruptorRun } from "../../../lib/core/experiment/disruptor-run.ts";
import { injectionOf, longestSeconds } from "../../../lib/k6/disruption.ts";

const http = {
  kind: "http",
  port: 8080,
  errorRate: 0.2,
  errorCode: 503,
  averageDelayMilliseconds: 300,
  exclude: ["/healthz", "/readyz"],
} as const;
const grpc = {
  kind: "grpc",
  port: 9090,
  errorRate: 0.5,
  statusCode: 14,
  averageDelayMilliseconds: 0,
  exclude: [],
} as const;
const byService = { kind: "service", service: "web", port: 80 } as const;

function aRun(changes: Partial<DisruptorRun> = {}): DisruptorRun {
  return {
    namespace: "chaos",
    pods: ["web-1"],
    selection: { kind: "mark", mark: "fault-1" },
    disruption: http,
    seconds: 30,
    injectTimeoutSeconds: 20,
    ...changes,
  };
}

describe("what the disruptor is called with", () => {
  it("has durations as strings, a port as a number, and the excluded paths as one string", () => {
    expect(injectionOf(aRun())).to.deep.equal({
      call: "injectHTTPFaults",
      fault: {
        port: 8080,
        averageDelay: "300ms",
        errorRate: 0.2,
        errorCode: 503,
        exclude: "/healthz,/readyz",
      },
      duration: "30s",
    });
  });

  it("leaves out what is not asked for: a code without errors, a delay of 0, an empty list", () => {
    const disruption = { ...http, errorRate: 0, exclude: [] };
    expect(injectionOf(aRun({ disruption }))).to.have.deep.property("fault", {
      port: 8080,
      averageDelay: "300ms",
    });
    expect(injectionOf(aRun({ disruption: grpc }))).to.deep.equal({
      call: "injectGrpcFaults",
      fault: { port: 9090, errorRate: 0.5, statusCode: 14 },
      duration: "30s",
    });
  });

  it("has the Service's own port where the pods are a Service's", () => {
    expect(injectionOf(aRun({ selection: byService }))).to.have.nested.property("fault.port", 80);
  });

  it("drops everything that comes in by an empty object, which null is not", () => {
    expect(injectionOf(aRun({ disruption: { kind: "network" } }))).to.deep.equal({
      call: "injectNetworkFaults",
      fault: {},
      duration: "30s",
    });
  });

  it("waits for a terminated pod for longer than its grace", () => {
    const disruption = { kind: "terminate", count: 1, graceSeconds: 30 } as const;
    expect(injectionOf(aRun({ disruption, seconds: 0 }))).to.deep.equal({
      call: "terminatePods",
      fault: { count: 1, timeout: "45s" },
    });
  });

  const refused: { what: string; run: Partial<DisruptorRun>; says: string }[] = [
    {
      what: "gRPC by a Service, whose port the disruptor loses",
      run: { disruption: grpc, selection: byService },
      says: "gRPC faults must be injected by a mark",
    },
    {
      what: "a network fault by a Service",
      run: { disruption: { kind: "network" }, selection: byService },
      says: "network faults must be injected by a mark",
    },
    { what: "less than a second", run: { seconds: 0.5 }, says: "at least 1, got 0.5" },
    { what: "a part of a second", run: { seconds: 1.5 }, says: "a whole number of seconds" },
    {
      what: "a share above 1",
      run: { disruption: { ...http, errorRate: 1.01 } },
      says: "must be from 0 to 1, got 1.01",
    },
    {
      what: "an excluded path with a comma",
      run: { disruption: { ...http, exclude: ["/a,b"] } },
      says: "must not hold a comma, got /a,b",
    },
    {
      what: "the termination of fewer pods than are planned",
      run: { pods: ["web-1", "web-2"], disruption: { kind: "terminate", count: 1, graceSeconds: 5 } },
      says: "of 2 pods that were planned all must end, got 1",
    },
  ];
  for (const { what, run, says } of refused) {
    it(`is refused for ${what}`, () => {
      expect(() => injectionOf(aRun(run))).to.throw(says);
    });
  }

  it("may take longer than the agent's start and the fault together", () => {
    expect(longestSeconds(aRun())).to.be.greaterThan(20 + 30);
    const disruption = { kind: "terminate", count: 1, graceSeconds: 30 } as const;
    expect(longestSeconds(aRun({ disruption }))).to.be.greaterThan(45);
  });
});
