/**
 * What the director's own probe asks: the endpoints of an experiment's traffic that can be asked without
 * knowing what is in the system, or else the health of their services. Where the fault is on a store, also
 * each service that says whether it reaches it: a system that does well without a store shows nothing else.
 */
import type { Experiment, FaultSpec } from "../../core/experiment/experiment.ts";
import { type Endpoint, endpointNamed, type SystemDescription } from "../../core/system/system.ts";
import type { ProbedEndpoint } from "../../node/chaos/probe.ts";

const HEALTHY = 200;

type Probed = Pick<Experiment, "traffic" | "fault">;
type Addresses = Readonly<Record<string, string>>;

export function probedEndpoints(
  experiments: readonly Probed[],
  system: SystemDescription,
  addresses: Addresses,
): ProbedEndpoint[] {
  const all = experiments.flatMap((experiment) => [
    ...ofTraffic(experiment, system, addresses),
    ...ofStore(storeHit(experiment.fault), system, addresses),
  ]);
  return [...new Map(all.map((each) => [each.endpoint, each])).values()];
}

function ofTraffic({ traffic }: Probed, system: SystemDescription, addresses: Addresses): ProbedEndpoint[] {
  const about = "endpoint";
  const endpoints = traffic.map(({ endpoint }) => endpointNamed(system, endpoint));
  const asked = endpoints.filter(isPlainGet).map(({ name, service, path, expectedStatuses }) => {
    return { about, endpoint: name, url: addressOf(addresses, service) + path, expectedStatuses } as const;
  });
  if (asked.length > 0) return asked;
  const services = new Set(endpoints.map(({ service }) => service));
  return system.services
    .filter(({ name }) => services.has(name))
    .map(({ name, healthPath }) => {
      const url = addressOf(addresses, name) + healthPath;
      return { about, endpoint: name, url, expectedStatuses: [HEALTHY] };
    });
}

/** Changes nothing, and its path has no parameters that only a journey or a behaviour could fill in. */
function isPlainGet({ method, path, inJourney }: Endpoint): boolean {
  return method === "GET" && inJourney === undefined && !path.includes(":");
}

/** By whoever has it behind, on a target that says where that is. */
function ofStore(
  store: string | null,
  { services }: SystemDescription,
  addresses: Addresses,
): ProbedEndpoint[] {
  return services.flatMap(({ name, stores }) => {
    const path = store === null ? undefined : stores?.[store];
    if (path === undefined || addresses[name] === undefined) return [];
    const url = addressOf(addresses, name) + path;
    return [{ about: "store", endpoint: `${store} behind ${name}`, url, expectedStatuses: [HEALTHY] }];
  });
}

function storeHit(fault: FaultSpec): string | null {
  if (fault.kind === "outage") return fault.store;
  return "link" in fault && fault.link.to === "store" ? fault.link.name : null;
}

function addressOf(addresses: Addresses, service: string): string {
  return (addresses[service] ?? "").replace(/\/$/, "");
}
