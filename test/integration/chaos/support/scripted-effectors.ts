/**
 * Effects that are files in a folder, so that a test sees from outside what holds, and steps that
 * wait for as long as a file says so: a controller can be killed at exactly one moment.
 */
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Effect } from "../../../../lib/core/experiment/effect.ts";
import type { Effectors } from "../../../../lib/node/chaos/effector.ts";

type FileEffect = Extract<Effect, { kind: "proxyDisabled" }>;

export type HeldStep = "apply" | "applied" | "undo" | "readBack";

/** Its undo reports success and does nothing. */
export const withoutUndo = "without-undo";

export const holdFile = (folder: string, step: HeldStep): string => join(folder, `hold-${step}`);
/** There once a step waits. */
export const waitingFile = (folder: string, step: HeldStep): string => join(folder, `waiting-${step}`);

const pollMs = 10;

export const scriptedEffectors: Effectors = {
  proxyDisabled: {
    apply: async ({ apiUrl: folder, proxy }) => {
      await held(folder, "apply");
      writeFileSync(join(folder, proxy), "");
      await held(folder, "applied");
    },
    undo: async ({ apiUrl: folder, proxy }) => {
      await held(folder, "undo");
      if (proxy !== withoutUndo) rmSync(join(folder, proxy), { force: true });
    },
    readBack: async ({ apiUrl: folder, proxy }) => {
      await held(folder, "readBack");
      const there = existsSync(join(folder, proxy));
      return { presence: there ? "present" : "clean", text: `${proxy} is ${there ? "" : "not "}there` };
    },
  },
};

export function fileEffect(folder: string, name: string): FileEffect {
  return { kind: "proxyDisabled", apiUrl: folder, proxy: name, mark: name };
}

async function held(folder: string, step: HeldStep): Promise<void> {
  while (existsSync(holdFile(folder, step))) {
    writeFileSync(waitingFile(folder, step), "");
    await sleep(pollMs);
  }
}
