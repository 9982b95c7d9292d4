/**
 * What the director's own probe asks: the endpoints of an experiment's traffic that can be asked without
 * knowing what is in the system, or else the health of their services.
 */
import type { Experiment } from "../../core/experiment/experiment.ts";
import { type Endpoint, endpointNamed, type SystemDescription } from "../../core/system/system.ts";
import type { ProbedEndpoint } from "../../node/chaos/probe.ts";

const HEALTHY = 200;

export function probedEndpoints(
  experiments: readonly Pick<Experiment, "traffic">[],
  system: SystemDescription,
  addresses: Readonly<Record<string, string>>,
): ProbedEndpoint[] {
  const all = experiments.flatMap((experiment) => ofExperiment(experiment, system, addresses));
  return [...new Map(all.map((each) => [each.endpoint, each])).values()];
}

function ofExperiment(
  { traffic }: Pick<Experiment, "traffic">,
  system: SystemDescription,
  addresses: Readonly<Record<string, string>>,
): ProbedEndpoint[] {
  const endpoints = traffic.map(({ endpoint }) => endpointNamed(system, endpoint));
  const asked = endpoints.filter(isPlainGet).map(({ name, service, path, expectedStatuses }) => {
    return { endpoint: name, url: addressOf(addresses, service) + path, expectedStatuses };
  });
  if (asked.length > 0) return asked;
  const services = new Set(endpoints.map(({ service }) => service));
  return system.services
    .filter(({ name }) => services.has(name))
    .map(({ name, healthPath }) => {
      const url = addressOf(addresses, name) + healthPath;
      return { endpoint: name, url, expectedStatuses: [HEALTHY] };
    });
}

/** Changes nothing, and its path has no parameters that only a journey or a behaviour could fill in. */
function isPlainGet({ method, path, inJourney }: Endpoint): boolean {
  return method === "GET" && inJourney === undefined && !path.includes(":");
}

function addressOf(addresses: Readonly<Record<string, string>>, service: string): string {
  return (addresses[service] ?? "").replace(/\/$/, "");
}
