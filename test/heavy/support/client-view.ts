/** The stack as seen by those who know nothing of faults: its clients, Docker's own client, the kernel in a container. */
import { askUntil } from "./ask-until.ts";
import type { ComposeProject } from "./compose-project.ts";
import { statusOf } from "./observe.ts";

const servesAgainWithinMs = 60_000;
const patienceMs = 1_500;

export interface ClientView {
  /** 0: nobody takes the connection, or nobody answers. */
  health(): Promise<number>;
  servesAgain(): Promise<number>;
  /** How a request ends that waits for a while. */
  waited(): Promise<string>;
  /** As Docker's client says it: running, paused, exited. */
  state(service: string): Promise<string>;
  stateWithin(service: string, wanted: string, timeoutMs: number): Promise<string>;
  /** Processors that the container may use. */
  kernelCpus(service: string): Promise<number>;
  kernelMemory(service: string): Promise<number>;
  /** How long a process in the container takes for so much CPU time. */
  workSeconds(service: string, cpuSeconds: number): Promise<number>;
}

export function clientView(project: ComposeProject): ClientView {
  const healthUrl = `${project.address("PORT_API")}/health`;
  const inShell = (service: string, command: string) => project.exec(service, "sh", "-c", command);
  const state = (service: string) =>
    project.docker("ps", "--all", ...ofService(service), "--format", "{{.State}}");
  return {
    health: () => statusOf(healthUrl),
    servesAgain: () => statusWithin(healthUrl, 200),
    waited: () =>
      fetch(healthUrl, { signal: AbortSignal.timeout(patienceMs) }).then(
        ({ status }) => `answered ${status}`,
        (error: unknown) => (error as Error).name,
      ),
    state,
    stateWithin: (service, wanted, timeoutMs) =>
      askUntil(
        () => state(service),
        (now) => now === wanted,
        timeoutMs,
      ),
    // cgroup v2, else v1.
    kernelCpus: async (service) => {
      const second = "cd /sys/fs/cgroup/cpu && cat cpu.cfs_quota_us cpu.cfs_period_us";
      const told = await inShell(service, `cat /sys/fs/cgroup/cpu.max 2>/dev/null || { ${second}; }`);
      const [quota, period] = told.trim().split(/\s+/);
      return Number(quota) / Number(period);
    },
    kernelMemory: async (service) => {
      const second = "cat /sys/fs/cgroup/memory/memory.limit_in_bytes";
      return Number(await inShell(service, `cat /sys/fs/cgroup/memory.max 2>/dev/null || ${second}`));
    },
    workSeconds: async (service, cpuSeconds) => {
      const work =
        "const start = performance.now(), used = process.cpuUsage();" +
        `while (process.cpuUsage(used).user < ${cpuSeconds * 1e6});` +
        "console.log((performance.now() - start) / 1000)";
      return Number(await project.exec(service, "node", "-e", work));
    },
  };
}

export function ofService(service: string): string[] {
  return ["--filter", `label=com.docker.compose.service=${service}`];
}

export function statusWithin(url: string, wanted: number): Promise<number> {
  return askUntil(
    () => statusOf(url),
    (status) => status === wanted,
    servesAgainWithinMs,
  );
}

/** Asks until an answer takes less than the limit, or it is no use. @returns how long the last one took */
export function quickAgain(url: string, limitSeconds: number): Promise<number> {
  return askUntil(
    () => answerSeconds(url),
    (took) => took < limitSeconds,
    servesAgainWithinMs,
  );
}

/** Asks until it is answered otherwise, or not at all. */
export function statusOtherThan(url: string, usual: number): Promise<number> {
  return askUntil(
    () => statusOf(url),
    (status) => status !== usual,
    servesAgainWithinMs,
  );
}

export async function answerSeconds(url: string): Promise<number> {
  const askedAt = performance.now();
  await statusOf(url);
  return (performance.now() - askedAt) / 1000;
}
