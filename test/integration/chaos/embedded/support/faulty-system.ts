/** An embedded system with its proxies for the tests of a suite, and faults on it without a controller. */
import { expect } from "chai";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Toxiproxy } from "toxiproxy-node-client";
import type { Effect, PlannedFault } from "../../../../../lib/core/experiment/effect.ts";
import type { FaultSpec } from "../../../../../lib/core/experiment/experiment.ts";
import { effectorFor } from "../../../../../lib/node/chaos/controller/undo-fault.ts";
import type { Effector, ReadBack } from "../../../../../lib/node/chaos/effector.ts";
import { effectorsFor } from "../../../../../lib/node/chaos/effectors.ts";
import { PARTS_TOKEN_VARIABLE } from "../../../../../lib/node/chaos/effectors/parts-api.ts";
import { embeddedDriver } from "../../../../../lib/node/chaos/embedded-driver.ts";
import { openLedger } from "../../../../../lib/node/process/ledger.ts";
import { startEmbeddedStack } from "../../../../../lib/node/stack/embedded-stack.ts";
import type { Stack, StackChaos } from "../../../../../lib/node/stack/stack.ts";

export interface FaultySystem {
  readonly stack: Stack;
  readonly chaos: StackChaos;
  readonly toxiproxy: Toxiproxy;
  stop(): Promise<void>;
}

export async function startFaultySystem(toxiproxyBinary: string): Promise<FaultySystem> {
  const folder = mkdtempSync(join(tmpdir(), "tidemark-test-faults-"));
  const ledger = openLedger(join(folder, "state"));
  const options = { ledger, logFolder: join(folder, "logs"), say: () => undefined };
  const stack = await startEmbeddedStack({ ...options, chaos: { toxiproxyBinary } });
  const { chaos } = stack;
  if (chaos === null) throw new Error("it was started without faults");
  return {
    ...{ stack, chaos, toxiproxy: new Toxiproxy(chaos.toxiproxyUrl) },
    stop: async () => {
      await stack.stop();
      ledger.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

let faults = 0;

/** Hits the first that it may. */
export function planned(chaos: StackChaos, fault: FaultSpec): Promise<PlannedFault> {
  faults++;
  const request = { experiment: "a-test", faultId: `test-${faults}`, fault, seconds: 20, draw: () => 0 };
  return embeddedDriver(chaos).plan(request);
}

export interface Doer {
  readonly apply: () => Promise<void>;
  readonly undo: () => Promise<void>;
  readonly seen: () => Promise<ReadBack[]>;
}

/** As the controller does it, without leases. */
export function doer(chaos: StackChaos, { effects }: Pick<PlannedFault, "effects">): Doer {
  const env = { ...process.env, [PARTS_TOKEN_VARIABLE]: chaos.partsToken };
  const effectors = effectorsFor({ env });
  const effector = (effect: Effect): Effector => {
    const found = effectorFor(effect, effectors);
    if (found === undefined) throw new Error(`nothing for ${effect.kind}`);
    return found;
  };
  return {
    apply: async () => {
      for (const effect of effects) await effector(effect).apply(effect);
    },
    undo: async () => {
      for (const effect of effects.toReversed()) await effector(effect).undo(effect);
    },
    seen: () => Promise.all(effects.map((effect) => effector(effect).readBack(effect))),
  };
}

export async function expectAll(presence: string, chaos: StackChaos, fault: PlannedFault, when: string) {
  const seen = await doer(chaos, fault).seen();
  expect(
    seen.map((one) => one.presence),
    when,
  ).to.deep.equal(fault.effects.map(() => presence));
}

/** Applied, looked at by `during`, undone whatever that found, undone again, and clean. */
export async function through(
  chaos: StackChaos,
  fault: PlannedFault,
  during: () => Promise<void>,
): Promise<void> {
  const { apply, undo } = doer(chaos, fault);
  await expectAll("clean", chaos, fault, "before");
  await apply();
  try {
    await expectAll("present", chaos, fault, "applied");
    await during();
  } finally {
    await undo();
  }
  await expectAll("clean", chaos, fault, "undone");
  await undo();
  await expectAll("clean", chaos, fault, "undone twice");
}
