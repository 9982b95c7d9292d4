/**
 * Which fault each kind of target can have, and why not where it can't: for the list of experiments, the
 * docs and the drivers' refusals alike. What a target in particular lacks (a service it does not have,
 * a proxy that its connections do not pass) only its driver knows.
 */
import type { DriverName } from "./effect.ts";
import type { FaultKind, FaultSpec, Link } from "./experiment.ts";

export const driverNames: readonly DriverName[] = ["embedded", "compose", "kubernetes"];

/** The only store of the embedded system that is a server of its own. */
const EMBEDDED_STORE = "postgres";

/** Null where it is possible; else a sentence that says why not, and what is instead. */
export function whyImpossible(fault: FaultSpec, driver: DriverName): string | null {
  return reasons[driver][fault.kind](linkOf(fault));
}

export interface MatrixRow<Named> {
  readonly experiment: Named;
  /** By driver; null where it is possible. */
  readonly impossible: Readonly<Record<DriverName, string | null>>;
}

export function matrixOf<Named extends { readonly fault: FaultSpec }>(
  experiments: readonly Named[],
): MatrixRow<Named>[] {
  return experiments.map((experiment) => ({
    experiment,
    impossible: {
      embedded: whyImpossible(experiment.fault, "embedded"),
      compose: whyImpossible(experiment.fault, "compose"),
      kubernetes: whyImpossible(experiment.fault, "kubernetes"),
    },
  }));
}

type Reason = (link: Link | null) => string | null;

const possible: Reason = () => null;

const httpElsewhere: Reason = () =>
  "HTTP faults need the disruptor's proxy in the pods, which only Kubernetes has; latency and outage are near to it.";

const embeddedLink: Reason = (link) =>
  link?.to === "store" && link.name !== EMBEDDED_STORE
    ? `The embedded system has no connections to ${link.name}: of its stores only PostgreSQL is a server of its own, ` +
      "the others are part of the services' processes. The compose stack has it."
    : null;

/** The services of the stack ask each other directly. */
const composeLink: Reason = (link) =>
  link?.to === "service"
    ? `Of the compose stack only connections to stores pass through a proxy, those to the service ${link.name} do not.`
    : null;

const noStress: Reason = () =>
  "The disruptor cannot take processors or memory from pods; the embedded system and the compose stack can.";

const noToxics: Reason = () =>
  "The disruptor drops packets to pods or changes HTTP answers; it can neither delay nor reset connections. " +
  "http-errors delays answers; the compose stack has this fault.";

const reasons: Readonly<Record<DriverName, Readonly<Record<FaultKind, Reason>>>> = {
  embedded: {
    kill: possible,
    pause: possible,
    cpu: possible,
    memory: possible,
    latency: embeddedLink,
    reset: embeddedLink,
    stall: embeddedLink,
    outage: embeddedLink,
    http: httpElsewhere,
  },
  compose: {
    kill: possible,
    pause: possible,
    // Instead of burning what the machine shares, the limits of the containers are lowered by update.
    cpu: possible,
    memory: possible,
    latency: composeLink,
    reset: composeLink,
    stall: composeLink,
    outage: possible,
    http: httpElsewhere,
  },
  kubernetes: {
    // The pod is terminated; its Deployment brings another.
    kill: possible,
    pause: () =>
      "The disruptor cannot stop a process in a pod; the embedded system and the compose stack can.",
    cpu: noStress,
    memory: noStress,
    latency: noToxics,
    reset: noToxics,
    // Every packet to the pods is dropped, of a store's as of a service's; which they are the target says.
    stall: possible,
    outage: possible,
    http: possible,
  },
};

function linkOf(fault: FaultSpec): Link | null {
  if ("link" in fault) return fault.link;
  return fault.kind === "outage" ? { to: "store", name: fault.store } : null;
}
