/**
 * Reads what an effect takes from a system: from the kernel or Docker's engine, never from whatever applies the
 * effect, and in another process than that. Changes nothing; works before, while and after the effect is there.
 */
import type { PressureReading } from "../../core/chaos/pressure-reading.ts";

export interface Gauge {
  /** @throws Error in words where it cannot be looked at */
  read(): Promise<PressureReading>;
}
