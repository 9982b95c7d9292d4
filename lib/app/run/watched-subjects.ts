/**
 * What is sampled while a run goes on: the processes of a system that we started, the containers of
 * ours, every service that has a metrics page, and ourselves. A service that is told of twice (as a
 * process and on its page) has one name, so that a reader finds one service. What a Prometheus knows of
 * the target is fetched afterwards: prometheus-watch.ts.
 */
import { ownSubjects } from "../../core/record/resource.ts";
import { composeContainers } from "../../node/resources/compose-containers.ts";
import type { Subject } from "../../node/resources/subject.ts";
import type { TargetSystem } from "./target-system.ts";

/** The page of business metrics tells nothing of a process. */
const businessPage = "business";
/** The target of this repository whose parts are the containers of its docker-compose.yml. */
const composeTarget = "compose";

export interface WatchedSubjects {
  readonly subjects: readonly Subject[];
  readonly notes: readonly string[];
}

export async function watchedSubjects(
  target: Pick<TargetSystem, "name" | "kind" | "processes" | "metrics" | "chaos">,
  around: { readonly composeFolder: string; readonly dockerHost: string | null },
): Promise<WatchedSubjects> {
  const isCompose = target.kind === "given" && target.name === composeTarget;
  const containers = isCompose ? await containersOf(around) : { subjects: [], notes: [] };
  // A fault may end any of them; one that is started again is told of by the system.
  const mayEnd = target.chaos !== null;
  return {
    subjects: [
      ...target.processes.map(({ name, pid }) => ({ kind: "process", name, pid, mayEnd }) as const),
      ...containers.subjects,
      ...pagesOf(target.metrics).map(([name, url]) => ({ kind: "metrics", name, url }) as const),
      { kind: "process", name: ownSubjects.runner, pid: process.pid, mayEnd: false },
    ],
    notes: containers.notes,
  };
}

/** Pages of services, by service. */
export function pagesOf(metrics: Readonly<Record<string, string>>): readonly [string, string][] {
  return Object.entries(metrics).filter(([name]) => name !== businessPage);
}

async function containersOf(around: {
  readonly composeFolder: string;
  readonly dockerHost: string | null;
}): Promise<WatchedSubjects> {
  try {
    const found = await composeContainers(around.composeFolder, around.dockerHost);
    const subjects = found.map(({ name, id }) => ({ kind: "container", name, container: id }) as const);
    const none = `no containers are sampled: none of ${around.composeFolder} run`;
    return { subjects, notes: subjects.length > 0 ? [] : [none] };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { subjects: [], notes: [`no containers are sampled: ${reason}`] };
  }
}
