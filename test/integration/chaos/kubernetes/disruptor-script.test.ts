/** The script of the second k6, on the stock k6 with a strict stand-in for the extension. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { execa } from "execa";
import {
  DISRUPTOR_RUN,
  type DisruptorRun,
  type DisruptorWord,
  FAULT_LABEL,
} from "../../../../lib/core/experiment/disruptor-run.ts";
import {
  disruptorArguments,
  readDisruptorOutput,
} from "../../../../lib/node/chaos/kubernetes/disruptor-command.ts";
import { bundleDisruptor } from "../../../../lib/node/generator/bundle-disruptor.ts";
import { k6ExitCodes } from "../../../../lib/node/generator/k6-exit-codes.ts";
import { installRoot } from "../../../../lib/node/process/install-root.ts";
import {
  STAND_IN_CLUSTER,
  type StandInCluster,
  type StandInPod,
} from "../../../kubernetes/stand-in/cluster.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";
import { k6ForTests } from "../../generator/k6-for-tests.ts";

const standIn = join(installRoot(), "test/kubernetes/stand-in/disruptor.ts");
const mark = "fault-1";

function aPod(changes: Partial<StandInPod> = {}): StandInPod {
  return {
    name: "web-1",
    namespace: "chaos",
    labels: { app: "web", [FAULT_LABEL]: mark },
    ports: [8080],
    hostNetwork: false,
    agent: "none",
    endsAfterSeconds: 0,
    ...changes,
  };
}

const untouched = aPod({ name: "web-2", labels: { app: "web" } });

function aCluster(changes: Partial<StandInCluster> = {}): StandInCluster {
  const ports = [{ port: 80, targetPort: 8080 }];
  return {
    reachable: true,
    pods: [aPod(), untouched],
    services: [{ name: "web", namespace: "chaos", selector: { app: "web" }, ports }],
    restricted: [],
    requests: 100,
    ...changes,
  };
}

const http = {
  kind: "http",
  port: 8080,
  errorRate: 0.5,
  errorCode: 503,
  averageDelayMilliseconds: 100,
  exclude: ["/healthz"],
} as const;

function aRun(changes: Partial<DisruptorRun> = {}): DisruptorRun {
  return {
    namespace: "chaos",
    pods: ["web-1"],
    selection: { kind: "mark", mark },
    disruption: http,
    seconds: 1,
    injectTimeoutSeconds: 10,
    ...changes,
  };
}

describe("scenarios/disruptor.ts on a strict stand-in", () => {
  const path = temporaryFolder();
  let k6 = "";

  before(async function () {
    k6 = await k6ForTests(this);
  });

  async function disrupt(run: Partial<DisruptorRun> = {}, cluster: Partial<StandInCluster> = {}) {
    await bundleDisruptor({ file: path("disruptor.js"), standIn });
    const env = {
      [DISRUPTOR_RUN]: JSON.stringify(aRun(run)),
      [STAND_IN_CLUSTER]: JSON.stringify(aCluster(cluster)),
    };
    const { exitCode, stdout } = await execa(k6, disruptorArguments(path("disruptor.js")), {
      env,
      reject: false,
      cwd: path(),
    });
    const { words, others } = readDisruptorOutput(stdout);
    return { exitCode, words, events: words.map(({ event }) => event), text: others.join("\n") };
  }

  const reasonIn = (words: readonly DisruptorWord[]) =>
    words.flatMap((word) => (word.event === "failed" ? [word.reason] : [])).join();

  for (const disruption of [
    http,
    { kind: "grpc", port: 8080, errorRate: 1, statusCode: 14, averageDelayMilliseconds: 0, exclude: [] },
    { kind: "network" },
  ] as const) {
    it(`injects ${disruption.kind} for its time, says so before and after, and ends well`, async () => {
      const { exitCode, words } = await disrupt({ disruption });
      expect(exitCode).to.equal(k6ExitCodes.done);
      const [begin, end] = words;
      expect(begin).to.include({ event: "injecting" }).and.to.have.deep.property("targets", ["web-1"]);
      expect(end).to.include({ event: "ended" });
      expect(end!.atMs - begin!.atMs).to.be.within(1000, 3000);
    });
  }

  it("injects into all pods of a Service, by the Service's own port", async () => {
    const selection = { kind: "service", service: "web", port: 80 } as const;
    const { exitCode, words } = await disrupt({ selection, pods: ["web-2", "web-1"] });
    expect(exitCode).to.equal(k6ExitCodes.done);
    expect(words[0]).to.have.deep.property("targets", ["web-1", "web-2"]);
  });

  it("waits for a terminated pod beyond the ten seconds that the disruptor would", async function () {
    this.timeout(40_000);
    const disruption = { kind: "terminate", count: 1, graceSeconds: 11 } as const;
    const { exitCode, events } = await disrupt({ disruption }, { pods: [aPod({ endsAfterSeconds: 11 })] });
    expect(events).to.deep.equal(["injecting", "ended"]);
    expect(exitCode).to.equal(k6ExitCodes.done);
  });

  const beforeInjection: {
    what: string;
    run?: Partial<DisruptorRun>;
    cluster?: Partial<StandInCluster>;
    says: string;
  }[] = [
    {
      what: "another pod has the mark",
      cluster: { pods: [aPod(), aPod({ name: "web-3" })] },
      says: "the targets must be the planned pods (web-1), but are web-1, web-3; pods were replaced meanwhile",
    },
    {
      what: "no pod has the mark any more",
      cluster: { pods: [untouched] },
      says: "no pods found matching selector",
    },
    {
      what: "there is no such Service",
      run: { selection: { kind: "service", service: "wob", port: 80 } },
      says: 'services "wob" not found',
    },
  ];
  for (const { what, run, cluster, says } of beforeInjection) {
    it(`injects nothing and fails where ${what}`, async () => {
      const { exitCode, words, events } = await disrupt(run, cluster);
      expect(exitCode).to.equal(k6ExitCodes.scriptAborted);
      expect(events).to.deep.equal(["failed"]);
      expect(reasonIn(words)).to.include(says);
    });
  }

  const afterwards: {
    what: string;
    run?: Partial<DisruptorRun>;
    cluster: Partial<StandInCluster>;
    says: string;
  }[] = [
    {
      what: "PodSecurity refuses the agent",
      cluster: { restricted: ["chaos"] },
      says: 'violates PodSecurity "restricted:latest"',
    },
    {
      what: "a pod is in its host's network",
      cluster: { pods: [aPod({ hostNetwork: true })] },
      says: "uses hostNetwork",
    },
    {
      what: "the pod does not declare the port",
      cluster: { pods: [aPod({ ports: [9090] })] },
      says: 'does exports port "8080"',
    },
    {
      what: "the pod's container was restarted under the agent",
      cluster: { pods: [aPod({ agent: "dead" })] },
      says: "container not found",
    },
    {
      what: "another fault is in the pod",
      cluster: { pods: [aPod({ agent: "busy" })] },
      says: "another instance of the agent is already running",
    },
    {
      what: "no request came while the fault was there",
      cluster: { requests: 0 },
      says: "disruptor did not receive any request",
    },
  ];
  for (const { what, run, cluster, says } of afterwards) {
    it(`fails, though k6 would not, where ${what}`, async () => {
      const { exitCode, words, events } = await disrupt(run, cluster);
      expect(exitCode).to.equal(k6ExitCodes.scriptAborted);
      expect(events).to.deep.equal(["injecting", "failed"]);
      expect(reasonIn(words)).to.include(says);
    });
  }

  it("fails where no cluster answers", async () => {
    const { exitCode, words, text } = await disrupt({}, { reachable: false });
    expect(exitCode).to.equal(k6ExitCodes.scriptException);
    expect(words).to.deep.equal([]);
    expect(text).to.include("error creating Kubernetes helper");
  });

  it("is bundled for the real extension by an import that only k6 resolves, and by none of a test's", async () => {
    await bundleDisruptor({ file: path("real.js"), standIn: null });
    const script = readFileSync(path("real.js"), "utf8");
    const imports = [...script.matchAll(/^import .* from "(.*)";$/gm)].map(([, from]) => from);
    expect(new Set(imports)).to.deep.equal(new Set(["k6/execution", "k6/metrics", "k6/x/disruptor"]));
  });
});
