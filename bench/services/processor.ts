/**
 * What processes cost and where they run. The time is the scheduler's own account in nanoseconds
 * (Linux), so it does not matter whether the generator could keep the server busy, nor who else
 * used the machine: requests per second of processor time are requests/s of one core.
 */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import os from "node:os";

export function processorSeconds(pids: readonly number[]): number {
  return pids.flatMap(threadsOf).reduce((sum, schedstat) => sum + runSeconds(schedstat), 0);
}

function threadsOf(pid: number): string[] {
  return readdirSync(`/proc/${pid}/task`).map((thread) => `/proc/${pid}/task/${thread}/schedstat`);
}

function runSeconds(schedstat: string): number {
  return Number(readFileSync(schedstat, "utf8").split(" ")[0]) / 1e9;
}

/** What is measured has the first core for itself; this process and what it starts have the others. */
export function keepOffFirstCore(): boolean {
  return os.cpus().length > 1 && pin(process.pid, `1-${os.cpus().length - 1}`);
}

export function giveFirstCore(pid: number): void {
  if (os.cpus().length > 1) pin(pid, "0");
}

export function giveBackCores(): void {
  pin(process.pid, `0-${os.cpus().length - 1}`);
}

/** False where there is no taskset: everything then runs anywhere, alike for both sides. */
function pin(pid: number, cores: string): boolean {
  return spawnSync("taskset", ["-a", "-c", "-p", cores, String(pid)], { stdio: "ignore" }).status === 0;
}
