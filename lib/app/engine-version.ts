/** Tidemark's own version, from its package.json. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { installRoot } from "../node/process/install-root.ts";

const manifest = z.object({ version: z.string() });

export function engineVersion(): string {
  return manifest.parse(JSON.parse(readFileSync(join(installRoot(), "package.json"), "utf8"))).version;
}
