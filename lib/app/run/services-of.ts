/** The services that a plan sends to, each once, in the order of the system's description. */
import type { LoadPlan } from "../../core/plan/plan.ts";
import { endpointNamed, type Service, type SystemDescription } from "../../core/system/system.ts";

export function servicesOf(plan: LoadPlan, system: SystemDescription): Service[] {
  const sent = plan.executors.flatMap((executor) => executor.sends);
  const used = new Set(sent.map(({ endpoint }) => endpointNamed(system, endpoint).service));
  return system.services.filter(({ name }) => used.has(name));
}
