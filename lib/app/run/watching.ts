/**
 * What is seen of a run beside its traffic: what processes, services and containers used while it went
 * on (as we saw it, and as the target's Prometheus did), what the services told of themselves before and
 * after, and, of a soak, what grew. Nothing of it can fail the run: what could not be looked at is a note.
 */
import { findingsOf } from "../../core/analysis/findings/findings-of.ts";
import type { Finding } from "../../core/record/finding.ts";
import { ownSubjects } from "../../core/record/resource.ts";
import type { TrendResult } from "../../core/record/trend.ts";
import { installRoot } from "../../node/process/install-root.ts";
import { readPages } from "../../node/resources/read-pages.ts";
import { startResourceSampler } from "../../node/resources/resource-sampler.ts";
import { samplingIntervalMs } from "../../node/resources/sampling-interval.ts";
import { coolDown } from "./cool-down.ts";
import { type Execution, plannedSeconds } from "./execute.ts";
import { prometheusWatch } from "./prometheus-watch.ts";
import { resourcesToAsk } from "./prometheus-of.ts";
import type { Ready } from "./ready.ts";
import { soakTrends } from "./trends.ts";
import { pagesOf, watchedSubjects } from "./watched-subjects.ts";

export interface Watching {
  /** Takes k6 in, once it has been started. */
  generator(pid: number): void;
  /** To be called when the load has ended and its steps are written. Never rejects. */
  end(execution: Pick<Execution, "startedAt" | "endedAt">): Promise<WatchedRun>;
}

export interface WatchedRun {
  readonly findings: readonly Finding[];
  /** Of the target; empty for a run that is no soak. */
  readonly trends: readonly TrendResult[];
  readonly notes: readonly string[];
  /** What could not be written, in words: the machine's fault. */
  readonly problems: readonly string[];
}

export async function startWatching({ ground, target }: Ready): Promise<Watching> {
  const { plan, folder, env, say, interruption, cleanup, access } = ground;
  const dockerHost = env["DOCKER_HOST"] === "" ? null : (env["DOCKER_HOST"] ?? null);
  const watched = await watchedSubjects(target, { composeFolder: installRoot(), dockerHost });
  const pages = pagesOf(target.metrics);
  const before = await readPages(pages);
  const intervalMs = samplingIntervalMs(plannedSeconds(plan));
  const sampler = startResourceSampler({
    ...{ runFolder: folder, subjects: watched.subjects, intervalMs, nowMs: Date.now, dockerHost },
  });
  target.chaos?.onRestart(({ name, process: { pid } }) =>
    sampler.add({ kind: "process", name, pid, mayEnd: true }),
  );
  let stopped: ReturnType<typeof sampler.stop> | null = null;
  const stop = () => (stopped ??= sampler.stop());
  cleanup.defer("end the sampling of resources", async () => {
    await stop();
  });
  return {
    generator: (pid) => sampler.add({ kind: "process", name: ownSubjects.generator, pid, mayEnd: true }),
    end: async ({ startedAt, endedAt }) => {
      const after = await readPages(pages);
      const prometheus = prometheusWatch({
        ...{ toAsk: resourcesToAsk(access), startMs: startedAt.getTime(), intervalMs, say },
        take: (samples) => sampler.take(samples),
      });
      const untold = await prometheus.fetchUntil(endedAt.getTime());
      const trendsNow = () => soakTrends({ folder, plan, startedAt, endedAt });
      const early = plan.soak ? await trendsNow() : null;
      const cooled =
        early !== null &&
        (await coolDown({ trends: early.trends, startedAt, endedAt, say, signal: interruption.abort }));
      const untoldSince = cooled ? await prometheus.fetchUntil(Date.now()) : untold;
      const { problem, notes } = await stop();
      const grown = cooled ? await trendsNow() : early;
      return {
        findings: findingsOf(before.pages, after.pages),
        trends: grown?.trends ?? [],
        // A page that did not answer before need not be told of again because it did not after.
        notes: [
          ...new Set([
            ...[...watched.notes, ...before.notes, ...after.notes],
            ...[...notes, ...untoldSince, ...(grown?.notes ?? [])],
          ]),
        ],
        problems: problem === null ? [] : [problem],
      };
    },
  };
}
