/**
 * May this be done to this target? Pure decisions on facts that others gathered; whatever is not
 * known to be allowed is refused. All that speaks against it is told together.
 */
import type { PlannedFault } from "../../core/experiment/effect.ts";
import type { BlastRadius, FaultSpec } from "../../core/experiment/experiment.ts";
import type { TargetChaos } from "../../node/project/target.ts";
import { looksLikeProduction, matchesAny } from "./name-patterns.ts";
import { type Refusal, refusal } from "./guard-error.ts";

export interface GuardedTarget {
  readonly name: string;
  /** Those that requests go to: of the file, or given over it. */
  readonly addresses: Readonly<Record<string, string>>;
  readonly chaos: TargetChaos | null;
}

/** By what its file says, before anything is asked of it. */
export function targetRefusals({ name, addresses, chaos }: GuardedTarget): Refusal[] {
  if (chaos?.allow !== true) return [refusal.notAllowed(name)];
  const { driver, hosts, contexts, namespaces, notProduction } = chaos;
  const refusals: Refusal[] = [];
  const check = (what: string, value: string, allowed: readonly string[] | null, notListed: NotListed) => {
    if (looksLikeProduction(value) && !notProduction.includes(value)) {
      refusals.push(refusal.productionName(what, value));
    }
    if (allowed !== null && !matchesAny(value, allowed)) refusals.push(notListed(value, allowed));
  };
  check("target", name, null, refusal.hostNotAllowed);
  for (const host of hostsOf(addresses, driver)) check("host", host, hosts, refusal.hostNotAllowed);
  if (driver === null) refusals.push(refusal.noDriver(name));
  if (driver?.kind === "kubernetes") {
    check("context", driver.context, contexts, refusal.contextNotAllowed);
    check("namespace", driver.namespace, namespaces, refusal.namespaceNotAllowed);
  }
  return refusals;
}

type NotListed = (value: string, allowed: readonly string[]) => Refusal;

function hostsOf(addresses: Readonly<Record<string, string>>, driver: TargetChaos["driver"]): string[] {
  const toxiproxy = driver?.kind === "compose" && driver.toxiproxy !== null ? [driver.toxiproxy] : [];
  const all = [...Object.values(addresses), ...toxiproxy];
  return [...new Set(all.map((address) => new URL(address).hostname.replace(/^\[|\]$/g, "")))];
}

/** The narrower of what the experiment wants and what the target allows; null for the embedded system, which is ours. */
export function narrowest(wanted: BlastRadius, allowed: BlastRadius | null): BlastRadius {
  return {
    maxInstances: Math.min(wanted.maxInstances, allowed?.maxInstances ?? wanted.maxInstances),
    maxShare: Math.min(wanted.maxShare, allowed?.maxShare ?? wanted.maxShare),
  };
}

/** By whom the driver would hit. */
export function blastRefusals(fault: PlannedFault, spec: FaultSpec, limit: BlastRadius): Refusal[] {
  const { experiment, instances, instancesInAll } = fault;
  const hit = instances.length;
  if (hit === 0) return [refusal.nobodyHit(experiment)];
  const isShareTooGreat = hit > limit.maxShare * instancesInAll;
  return [
    ...(hit > limit.maxInstances ? [refusal.tooManyInstances(experiment, hit, limit.maxInstances)] : []),
    ...(isShareTooGreat ? [refusal.tooGreatShare(experiment, hit, instancesInAll, limit.maxShare)] : []),
    ...(instancesInAll > servicesHit(spec) && hit >= instancesInAll
      ? [refusal.noneUntouched(experiment, instancesInAll)]
      : []),
  ];
}

/** Processors and memory are taken from all that share them; everything else hits one at a time. */
function servicesHit(spec: FaultSpec): number {
  return spec.kind === "cpu" || spec.kind === "memory" ? spec.services.length : 1;
}

/** What of a target's kill switch is known. */
export interface KillSwitchState {
  readonly isSet: boolean;
  /** In words. */
  readonly why: string;
}

export function killSwitchRefusals(state: KillSwitchState | null): Refusal[] {
  return state?.isSet === true ? [refusal.killSwitch(state.why)] : [];
}
