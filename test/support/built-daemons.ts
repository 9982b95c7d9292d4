/**
 * Makes sure that `dist/daemons/program-host.mjs` is there and fresh when a test file is run by
 * itself, without `npm test`, which builds everything.
 */
import { readdirSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { distFile, installRoot } from "../../lib/node/process/install-root.ts";

export async function builtProgramHost(): Promise<string> {
  const bundle = distFile("daemons/program-host.mjs");
  const room = join(installRoot(), "lib/node/process");
  if (isNewerThanFilesIn(bundle, room)) return bundle;
  const temporary = `${bundle}.${process.pid}.tmp`;
  await build({
    entryPoints: [join(room, "program-host.main.ts")],
    outfile: temporary,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
  });
  renameSync(temporary, bundle);
  return bundle;
}

function isNewerThanFilesIn(file: string, folder: string): boolean {
  const built = statSync(file, { throwIfNoEntry: false });
  return (
    built !== undefined &&
    readdirSync(folder).every((name) => statSync(join(folder, name)).mtimeMs < built.mtimeMs)
  );
}
