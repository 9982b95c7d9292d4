/**
 * Makes the file that the second k6 runs, from `scenarios/disruptor.ts`: on its own, because no
 * script that sends load may import the extension. It holds no plan and nothing of a team.
 */
import { join } from "node:path";
import { build } from "esbuild";
import { installRoot } from "../process/install-root.ts";
import { writeAtomically } from "../process/write-atomically.ts";
import { notWritten } from "./generator-error.ts";

export interface DisruptorBundleOptions {
  /** Absolute path. */
  readonly file: string;
  /** A module in place of `k6/x/disruptor`, for tests on a k6 without it; null for the extension. */
  readonly standIn: string | null;
}

const EXTENSION = "k6/x/disruptor";

/** @throws GeneratorError where the file can't be written */
export async function bundleDisruptor({ file, standIn }: DisruptorBundleOptions): Promise<void> {
  const root = installRoot();
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [join(root, "scenarios", "disruptor.ts")],
    outfile: file,
    write: false,
    bundle: true,
    format: "esm",
    platform: "neutral",
    target: "es2022",
    external: ["k6", "k6/*"],
    // An alias comes before what is external.
    ...(standIn !== null && { alias: { [EXTENSION]: standIn } }),
    logLevel: "silent",
  });
  try {
    writeAtomically(file, outputFiles[0]?.text ?? "");
  } catch (error) {
    throw notWritten(file, error);
  }
}
