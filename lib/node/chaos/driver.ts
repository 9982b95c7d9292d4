/**
 * Turns what an experiment asks for into what is done on one kind of target, and knows what can be measured of
 * it there. Changes nothing itself.
 */
import type { DriverName, PlannedFault } from "../../core/experiment/effect.ts";
import type { FaultSpec } from "../../core/experiment/experiment.ts";
import type { Gauge } from "./gauge.ts";

export interface FaultRequest {
  readonly experiment: string;
  readonly faultId: string;
  readonly fault: FaultSpec;
  /** From injection to undo: effects that can end by themselves do, a little later. */
  readonly seconds: number;
  /** A whole number from 0 to `count` - 1, from the run's seed: whom a random choice hits. */
  readonly draw: (count: number) => number;
}

export interface Driver {
  readonly name: DriverName;
  /** Looks at the target and says who would be hit and what would be done. @throws ChaosError in words */
  plan(request: FaultRequest): Promise<PlannedFault>;
  /** One for each effect of a fault of its own that takes processors or memory; none for others. Good until `close`. */
  gauges(fault: PlannedFault): readonly Gauge[];
  close(): Promise<void>;
}
