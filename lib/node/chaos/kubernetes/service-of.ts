/** The Service that has exactly these pods, and its own port: with one, all of them can be hit without a mark. */
import type { Kubectl } from "./kubectl.ts";
import { type Labels, selectorOf } from "./pods.ts";

export interface FoundService {
  readonly service: string;
  readonly port: number;
}

/** @returns null where there is none of this name, or it is another's, or it may not be read */
export async function serviceOf(
  kubectl: Kubectl,
  { namespace, name, labels, port }: ServiceQuestion,
): Promise<FoundService | null> {
  const found = (await kubectl.get(["service", name, `--namespace=${namespace}`]).catch(() => null)) as {
    readonly spec: {
      readonly selector?: Labels;
      readonly ports: readonly { readonly port: number; readonly targetPort?: number | string }[];
    };
  } | null;
  const hasThesePods = found !== null && sameLabels(found.spec.selector ?? {}, labels);
  if (!hasThesePods) return null;
  // A port by name would be looked up by the disruptor in its own way: only a number is sure.
  const own = found.spec.ports.find(({ targetPort }) => targetPort === port);
  return own === undefined ? null : { service: name, port: own.port };
}

export interface ServiceQuestion {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Labels;
  /** Of the containers. */
  readonly port: number;
}

function sameLabels(some: Labels, others: Labels): boolean {
  const sorted = (labels: Labels) => selectorOf(Object.fromEntries(Object.entries(labels).sort()));
  return sorted(some) === sorted(others);
}
