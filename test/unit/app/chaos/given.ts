/** A chaos section that allows everything a test does not spoil, and faults as a driver plans them. */
import type { PlannedFault } from "../../../../lib/core/experiment/effect.ts";
import type { TargetChaos } from "../../../../lib/node/project/target.ts";

export function chaosOf(changed: Partial<TargetChaos> = {}): TargetChaos {
  return {
    allow: true,
    hosts: ["*.staging.example"],
    contexts: [],
    namespaces: [],
    notProduction: [],
    maxInstances: 1,
    maxShare: 1,
    killSwitch: null,
    alertmanager: null,
    driver: { kind: "compose", project: ".", toxiproxy: null },
    ...changed,
  };
}

export function faultOf(changed: Partial<PlannedFault> = {}): PlannedFault {
  return {
    schema: 1,
    faultId: "run-kill-service-1",
    experiment: "kill-service",
    driver: "embedded",
    what: "kills api",
    undo: "starts api again",
    instances: ["api"],
    instancesInAll: 1,
    effects: [],
    ...changed,
  };
}
