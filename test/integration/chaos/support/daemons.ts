/** Builds what these tests start for real, so that a test file by itself never runs an older build. */
import { mkdirSync, mkdtempSync, renameSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { distFile, installRoot } from "../../../../lib/node/process/install-root.ts";

/** `dist/daemons/fault-controller.mjs` and `dist/daemons/burner.mjs`. */
export async function builtFaultController(): Promise<void> {
  await bundle("lib/node/chaos/effectors/burner.main.ts", distFile("daemons/burner.mjs"));
  await bundle(
    "lib/node/chaos/controller/fault-controller.main.ts",
    distFile("daemons/fault-controller.mjs"),
  );
}

/** The same controller, with the effectors of scripted-effectors.ts. @returns its bundle */
export async function builtScriptedController(): Promise<string> {
  const file = join(mkdtempSync(join(tmpdir(), "tidemark-test-")), "scripted-controller.mjs");
  await bundle("test/integration/chaos/support/scripted-controller-runner.ts", file);
  return file;
}

/** As build.mjs does: the clients of Docker and Toxiproxy come with CommonJS packages. */
const requireForCommonJs =
  'import { createRequire as createRequireOfBundle } from "node:module";' +
  " const require = createRequireOfBundle(import.meta.url);";

async function bundle(source: string, file: string): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  mkdirSync(dirname(file), { recursive: true });
  await build({
    entryPoints: [join(installRoot(), source)],
    outfile: temporary,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    banner: { js: requireForCommonJs },
  });
  renameSync(temporary, file);
}
