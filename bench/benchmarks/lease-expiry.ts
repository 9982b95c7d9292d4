/** How long does a fault outlive its lease, when its director no longer renews it? */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { PlannedFault, ProcessReference } from "../../lib/core/experiment/effect.ts";
import type { Controller } from "../../lib/node/chaos/controller.ts";
import { startController } from "../../lib/node/chaos/controller/controller-client.ts";
import { observeProcess } from "../../lib/node/process/process-identity.ts";
import type { Benchmark } from "../benchmark.ts";
import { median } from "../median.ts";

const SHORTEST_LEASE_MS = 300;
/** Leases of different lengths, so that their ends do not fall into step with the controller's checks. */
const LONGER_BY_MS = 7;
const LOOK_EVERY_MS = 1;
/** A fault that is not undone by then never will be. */
const LATEST_MS = 10_000;
const AIM_P99_SECONDS = 0.5;

export const leaseExpiry: Benchmark = {
  name: "lease expiry",
  question: "How late after the end of its lease is a fault undone?",
  method:
    "The real controller stops a process with SIGSTOP, on a lease that nobody renews; the process's state is looked " +
    "at each millisecond. The lease counts from when the controller says that the fault took hold, to the millisecond.",
  async measure(bench) {
    const leases = bench.quick ? 3 : 60;
    const victim = spawn("sleep", ["600"], { stdio: "ignore" });
    await once(victim, "spawn");
    const controller = await startController({
      stateFolder: join(bench.folder, "state"),
      runId: "bench",
      target: "a process of its own",
      env: process.env,
      logFile: null,
    });
    try {
      const reference = referenceTo(Number(victim.pid));
      const lateSeconds: number[] = [];
      for (let index = 0; index < leases; index += 1) {
        const leaseMs = SHORTEST_LEASE_MS + ((index * LONGER_BY_MS) % SHORTEST_LEASE_MS);
        lateSeconds.push(await lateness(controller, faultOn(reference, index), leaseMs));
      }
      bench.say(`${leases} leases`);
      const sorted = lateSeconds.toSorted((a, b) => a - b);
      const most = sorted.at(-1) ?? Number.NaN;
      return [
        {
          name: "p99 of lateness",
          value: sorted[Math.ceil(0.99 * sorted.length) - 1] ?? Number.NaN,
          unit: "s",
          aim: { atLeast: null, atMost: AIM_P99_SECONDS },
          detail: `median ${median(sorted).toFixed(3)} s, most ${most.toFixed(3)} s, n = ${leases}`,
        },
      ];
    } finally {
      await controller.close();
      victim.kill("SIGKILL");
    }
  },
};

async function lateness(controller: Controller, fault: PlannedFault, leaseMs: number): Promise<number> {
  const { appliedAtMs } = await controller.inject(fault, leaseMs);
  const [effect] = fault.effects;
  if (effect?.kind !== "processStopped") throw new Error("the benchmark stops a process");
  while (isStopped(effect.process.pid)) {
    if (Date.now() > appliedAtMs + leaseMs + LATEST_MS) throw new Error("the fault was not undone");
    await sleep(LOOK_EVERY_MS);
  }
  return (Date.now() - appliedAtMs - leaseMs) / 1_000;
}

function isStopped(pid: number): boolean {
  return /^State:\s+T/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
}

function referenceTo(pid: number): ProcessReference {
  const observed = observeProcess(pid);
  if (observed === null) throw new Error("the process to be stopped did not start");
  return { name: "sleep", pid, startTime: observed.startTime };
}

function faultOn(process: ProcessReference, index: number): PlannedFault {
  return {
    schema: 1,
    faultId: `bench-${index}`,
    experiment: "pause",
    driver: "embedded",
    what: "stops a process of the benchmark",
    undo: "lets it go on",
    instances: [process.name],
    instancesInAll: 1,
    effects: [{ kind: "processStopped", process }],
  };
}
