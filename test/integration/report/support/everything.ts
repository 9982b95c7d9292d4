/** A made-up run in which every part of a report has something to show, and which means harm to the page. */
import { capacityOf } from "../../../../lib/core/judge/capacity.ts";
import { trendsOf } from "../../../../lib/core/analysis/trends-of.ts";
import { burstRun } from "../../../support/burst-run.ts";
import type { GeneratedRun } from "../../../support/generated-run.ts";

export const HARM =
  '<script>document.title="taken"</script><img src="http://127.0.0.1:9/x" onerror="stolen=1">';

export function everything(startedAt?: string): GeneratedRun {
  const run = burstRun(startedAt);
  const { record, seconds, failures, events } = run;
  const startMs = Date.parse(record.startedAt);
  const endMs = startMs + seconds * 1000;
  const trends = trendsOf({
    samples: Array.from({ length: seconds }, (_, second) => run.samplesOf(second)).flat(),
    latencies: [],
    ...{ warmupEndMs: startMs + 20_000, endMs, limits: [], plannedUptimeHours: 72 },
  });
  const rates = [
    { phase: "before", ratePerSecond: 54 },
    { phase: "burst", ratePerSecond: 324 },
  ];
  return {
    ...run,
    record: {
      ...record,
      trends,
      capacity: capacityOf(rates, record.results, record.traffic),
      notes: [`A note: ${HARM}`],
      labels: { team: HARM },
      leftOut: [{ objective: "api_health-errors", phase: "main", neededSamples: 2995, plannedSamples: 40 }],
    },
    events: [
      ...events,
      { schema: 1, atMs: startMs + 60_000, kind: "note", edge: "at", name: HARM, text: HARM },
    ],
    failures: failures.map((failure) => ({ ...failure, endpoint: HARM, body: HARM })),
  };
}
