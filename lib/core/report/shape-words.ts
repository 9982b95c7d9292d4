/** The shape of traffic in words; of a closed model, that it is one. */
import type { TrafficShape } from "../plan/plan.ts";
import { counted, rate, span } from "../record/units.ts";

export function shapeInWords(shape: TrafficShape): string {
  const { durationSeconds } = shape;
  switch (shape.kind) {
    case "constant-arrival-rate":
      return `${rate(shape.iterationsPerSecond)} for ${span(durationSeconds)}`;
    case "ramping-arrival-rate":
      return `from ${rate(shape.startPerSecond)} to ${rate(shape.endPerSecond)} within ${span(durationSeconds)}`;
    case "shared-iterations":
      return `${counted(shape.iterations, "iteration")} as fast as answered (closed model), at most ${span(durationSeconds)}`;
  }
}
