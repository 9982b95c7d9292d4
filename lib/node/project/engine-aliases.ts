/**
 * What a team's data in a folder of its own may import from the engine, as esbuild's `alias`:
 * `import { succeeds } from "tidemark/objective"`. The running engine's code is taken, not that
 * of whichever version lies in the project's node_modules. `exports` in package.json says the
 * same to the type checker. `tidemark/k6` is for the entries alone: it holds what only k6 has.
 */
import { join } from "node:path";
import { installRoot } from "../process/install-root.ts";

const rooms = {
  "tidemark/system": "core/system",
  "tidemark/objective": "core/objective",
  "tidemark/plan": "core/plan",
  "tidemark/experiment": "core/experiment",
  "tidemark/k6": "k6",
} as const;

export function engineAliases(): Record<string, string> {
  const lib = join(installRoot(), "lib");
  return Object.fromEntries(Object.entries(rooms).map(([name, room]) => [name, join(lib, room, "index.ts")]));
}
