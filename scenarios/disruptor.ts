/**
 * What the second k6 runs, the one with the disruptor (k6 v1 with `k6/x/disruptor`): injects one
 * fault into pods of a Kubernetes cluster, and says so, a line each. It sends no load, and no
 * script that does may import the extension. What to do stands in the environment; the fault
 * controller starts it.
 *
 * k6 itself ends with 0 whatever an injection does: a failure ends the test from here, and a
 * threshold counts the injection that came to its end.
 */
import exec from "k6/execution";
import { Counter } from "k6/metrics";
import { PodDisruptor, ServiceDisruptor } from "k6/x/disruptor";
import {
  DISRUPTOR_RUN,
  DISRUPTOR_WORD,
  type DisruptorRun,
  type DisruptorWord,
  FAULT_LABEL,
  PROXY_PORT,
} from "../lib/core/experiment/disruptor-run.ts";
import { type Injection, inSeconds, injectionOf, longestSeconds } from "../lib/k6/disruption.ts";

const run = readRun();
const completed = new Counter("disruption_completed");

export const options = {
  scenarios: {
    disruption: {
      executor: "per-vu-iterations",
      vus: 1,
      iterations: 1,
      maxDuration: inSeconds(longestSeconds(run)),
      gracefulStop: "0s",
    },
  },
  thresholds: { disruption_completed: ["count==1"] },
};

export default function disrupt(): void {
  const reason = failureOf(inject);
  if (reason === null) {
    completed.add(1);
    say({ event: "ended", atMs: Date.now() });
    return;
  }
  say({ event: "failed", atMs: Date.now(), reason });
  exec.test.abort(reason);
}

function readRun(): DisruptorRun {
  const text = __ENV[DISRUPTOR_RUN];
  if (text === undefined) throw new Error(`${DISRUPTOR_RUN} must say what to inject, and is not set`);
  return JSON.parse(text) as DisruptorRun;
}

function inject(): void {
  const injection = injectionOf(run);
  const disruptor = disruptorOf(run);
  const targets = plannedTargets(disruptor);
  say({ event: "injecting", atMs: Date.now(), targets });
  apply(disruptor, injection);
}

/** Blocks until the fault is over. */
function apply(disruptor: AnyDisruptor, injection: Injection): void {
  switch (injection.call) {
    case "injectHTTPFaults":
      disruptor.injectHTTPFaults(injection.fault, injection.duration, { proxyPort: PROXY_PORT });
      return;
    case "injectGrpcFaults":
      disruptor.injectGrpcFaults(injection.fault, injection.duration, { proxyPort: PROXY_PORT });
      return;
    case "injectNetworkFaults":
      if (!("injectNetworkFaults" in disruptor)) throw new Error("a Service has no network faults");
      disruptor.injectNetworkFaults(injection.fault, injection.duration);
      return;
    case "terminatePods":
      disruptor.terminatePods(injection.fault);
  }
}

type AnyDisruptor = PodDisruptor | ServiceDisruptor;

function disruptorOf({ namespace, selection, injectTimeoutSeconds }: DisruptorRun): AnyDisruptor {
  const settings = { injectTimeout: inSeconds(injectTimeoutSeconds) };
  if (selection.kind === "service") return new ServiceDisruptor(selection.service, namespace, settings);
  return new PodDisruptor({ namespace, select: { labels: { [FAULT_LABEL]: selection.mark } } }, settings);
}

/** A rollout, or another Deployment behind the Service, must not be hit by what was planned for others. */
function plannedTargets(disruptor: AnyDisruptor): string[] {
  const targets = [...disruptor.targets()].sort();
  const planned = [...run.pods].sort();
  if (targets.join(" ") === planned.join(" ")) return targets;
  throw new Error(
    `the targets must be the planned pods (${planned.join(", ")}), but are ${targets.join(", ")}; ` +
      "pods were replaced meanwhile: plan again",
  );
}

function failureOf(action: () => void): string | null {
  try {
    action();
    return null;
  } catch (error) {
    // The extension throws Go's errors, which are no instances of Error.
    return String((error as { message?: unknown }).message ?? error);
  }
}

function say(word: DisruptorWord): void {
  console.log(`${DISRUPTOR_WORD}${JSON.stringify(word)}`);
}
