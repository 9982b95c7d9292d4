/** What the experiments of a run have at hand once everything is prepared and nothing is injected. */
import type { BlastRadius } from "../../core/experiment/experiment.ts";
import type { Controller } from "../../node/chaos/controller.ts";
import type { Driver } from "../../node/chaos/driver.ts";
import type { ProbeOptions } from "../../node/chaos/probe.ts";

export interface OpenChaos {
  readonly driver: Driver;
  readonly controller: Controller;
  /** What the target allows; null for the embedded system. */
  readonly allowed: BlastRadius | null;
  readonly probe: Omit<ProbeOptions, "onRow">;
}
