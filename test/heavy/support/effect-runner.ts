/**
 * A process that applies or undoes one effect, from the JSON that a journal holds, and nothing else:
 * `effect-runner.ts apply|undo '<effect>'`. Having applied it, it stays until somebody kills it.
 */
import type { Effect } from "../../../lib/core/experiment/effect.ts";
import type { Effector } from "../../../lib/node/chaos/effector.ts";
import { effectorsFor } from "../../../lib/node/chaos/effectors.ts";

const [step, json = ""] = process.argv.slice(2);
const effect = JSON.parse(json) as Effect;
const effector = effectorsFor({ env: process.env })[effect.kind] as Effector;

if (step === "apply") {
  await effector.apply(effect);
  process.stdout.write("applied\n");
  setInterval(() => undefined, 1_000);
} else {
  await effector.undo(effect);
  process.stdout.write(`${JSON.stringify(await effector.readBack(effect))}\n`);
}
