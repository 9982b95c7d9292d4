/**
 * What an entry in `scenarios/` exports for k6, made from the plan of its bundle and from the
 * team's system. All entries are alike: what sets scenarios apart is in their plans.
 */
import { plan } from "tidemark:plan";
import type { SystemBehaviour } from "../core/system/behaviour.ts";
import type { SystemDescription } from "../core/system/system.ts";
import { type TlsOptions, tlsOptions } from "./auth.ts";
import { endOfTestOutput } from "./end-of-test-output.ts";
import type { EndOfTest } from "./end-of-test.ts";
import { gateOf } from "./gate.ts";
import { createIteration } from "./iteration.ts";
import { type K6Options, optionsOf } from "./options.ts";

export interface K6Exports {
  /** Empty for virtual users. */
  readonly options: Partial<K6Options & TlsOptions>;
  readonly iteration: () => void | Promise<void>;
  readonly handleSummary: (data: EndOfTest) => Record<string, string>;
}

export function k6Scenario(system: SystemDescription, behaviour: SystemBehaviour): K6Exports {
  return {
    // k6 reads them once, before there is any virtual user; each would else work out every threshold anew.
    options: __VU === 0 ? { ...optionsOf(plan, gateOf(__ENV)), ...tlsOptions() } : {},
    iteration: createIteration(plan, system, behaviour),
    handleSummary: (data) => endOfTestOutput(data, plan.scenario),
  };
}
