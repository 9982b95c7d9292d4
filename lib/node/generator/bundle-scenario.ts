/**
 * Makes the one file that k6 runs: the scenario's entry, the team's system, the engine's k6 side,
 * and the plan and the rows it draws on as data. The same inputs give the same bytes. Of a run's secrets it knows none:
 * nothing else goes in.
 */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { build, type BuildFailure } from "esbuild";
import type { LoadPlan } from "../../core/plan/plan.ts";
import { installRoot } from "../process/install-root.ts";
import { writeAtomically } from "../process/write-atomically.ts";
import { engineAliases } from "../project/engine-aliases.ts";
import type { Project } from "../project/project.ts";
import { readPins } from "../tools/pinned.ts";
import { engineOf, madeUpModules, noRemoteImports } from "./bundle-plugins.ts";
import { doesNotCompile, noEntry, notWritten } from "./generator-error.ts";
import { provideSummaryModule, type SummaryModule } from "./summary-module.ts";

export interface BundleOptions {
  readonly project: Project;
  readonly plan: LoadPlan;
  readonly cacheFolder: string;
  /** Absolute paths; each gets the same bytes. */
  readonly copies: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

export interface Bundle {
  readonly sha256: string;
  /** Source map included. */
  readonly bytes: number;
  /** Which formatter writes the text summary. */
  readonly summary: string;
}

const SUMMARY_TIMEOUT_MS = 2_000;

/** @throws GeneratorError for whatever keeps the scenario from becoming a file */
export async function bundleScenario(options: BundleOptions): Promise<Bundle> {
  const { project, plan, copies } = options;
  const entry = join(project.root, "scenarios", `${plan.scenario}.ts`);
  if (!existsSync(entry)) throw noEntry(plan.scenario, entry);
  const summary = await summaryModule(options);
  const script = await compile(entry, project, plan, summary);
  for (const file of copies) write(file, script);
  return {
    sha256: createHash("sha256").update(script).digest("hex"),
    bytes: Buffer.byteLength(script),
    summary: summary.description,
  };
}

function summaryModule({ cacheFolder, env = process.env }: BundleOptions): Promise<SummaryModule> {
  const pinned = readPins().modules["k6-jslib-summary"];
  if (pinned === undefined) throw new Error("tools/pinned.json: modules.k6-jslib-summary is missing");
  return provideSummaryModule({
    pinned: { ...pinned, url: env["TIDEMARK_JSLIB_URL"] ?? pinned.url },
    cacheFolder,
    timeoutMs: SUMMARY_TIMEOUT_MS,
    nowMs: Date.now,
  });
}

async function compile(
  entry: string,
  { root, data }: Project,
  plan: LoadPlan,
  summary: SummaryModule,
): Promise<string> {
  const rows = Object.fromEntries(plan.data.map(({ name }) => [name, data[name]?.json ?? "[]"]));
  const engineRoot = installRoot();
  const remote: Error[] = [];
  try {
    const result = await build({
      absWorkingDir: root,
      entryPoints: [entry],
      // Only its place counts: source maps are relative to it.
      outfile: join(root, "dist", "k6", `${plan.scenario}.js`),
      write: false,
      bundle: true,
      format: "esm",
      platform: "neutral",
      mainFields: ["module", "main"],
      target: "es2022",
      sourcemap: "inline",
      minify: false,
      external: ["k6", "k6/*"],
      alias: engineAliases(),
      plugins: [
        noRemoteImports(root, (error) => remote.push(error)),
        madeUpModules(plan, rows, summary, engineRoot),
        engineOf(root, engineRoot),
      ],
      logLevel: "silent",
    });
    return result.outputFiles[0]?.text ?? "";
  } catch (error) {
    if (remote[0] !== undefined) throw remote[0];
    throw isBuildFailure(error) ? doesNotCompile(plan.scenario, problemsOf(error, root)) : error;
  }
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && "errors" in error;
}

function problemsOf({ errors }: BuildFailure, root: string): string[] {
  return errors.map(({ location, text }) => {
    if (location === null) return text;
    return `${relative(root, join(root, location.file))}:${location.line}:${location.column + 1}: ${text}`;
  });
}

function write(file: string, script: string): void {
  try {
    writeAtomically(file, script);
  } catch (error) {
    throw notWritten(file, error);
  }
}
