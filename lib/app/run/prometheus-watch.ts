/**
 * The samples that a Prometheus has of a target, fetched when the load has ended and, after a soak's
 * cool-down, once more for what came since.
 */
import type { ResourceSample } from "../../core/record/resource.ts";
import { askedIntervalMs } from "../../node/resources/sampling-interval.ts";
import { askResources } from "./ask-resources.ts";
import type { ResourcesToAsk } from "./prometheus-of.ts";

export interface PrometheusWatch {
  /** @returns what it did not tell of the time until then; never rejects */
  fetchUntil(endMs: number): Promise<readonly string[]>;
}

export interface PrometheusWatchOptions {
  /** Null where there is nothing to ask. */
  readonly toAsk: ResourcesToAsk | null;
  readonly startMs: number;
  /** Of the other samples of the run. */
  readonly intervalMs: number;
  readonly take: (samples: readonly ResourceSample[]) => void;
  readonly say: (line: string) => void;
}

export function prometheusWatch({
  toAsk,
  startMs,
  intervalMs,
  take,
  say,
}: PrometheusWatchOptions): PrometheusWatch {
  let takenUntilMs = Number.NEGATIVE_INFINITY;
  return {
    fetchUntil: async (endMs) => {
      if (toAsk === null) return [];
      say(`asking Prometheus at ${toAsk.address.url} about the target's resources`);
      const stepMs = askedIntervalMs(intervalMs, endMs - startMs);
      const { samples, notes } = await askResources(toAsk, { startMs, endMs, stepMs });
      take(samples.filter(({ atMs }) => atMs > takenUntilMs));
      takenUntilMs = endMs;
      return notes;
    },
  };
}
