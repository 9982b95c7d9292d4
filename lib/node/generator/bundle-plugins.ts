/**
 * What esbuild must know of our bundles: the modules that are made up for each of them, where
 * the engine lies when the project is elsewhere, and that nothing may be left to be fetched.
 */
import { join, relative, sep } from "node:path";
import type { Plugin } from "esbuild";
import type { LoadPlan } from "../../core/plan/plan.ts";
import { remoteImport } from "./generator-error.ts";
import type { SummaryModule } from "./summary-module.ts";

/** Keeps a module out of the source map (esbuild's own way), which would hold all rows once more. */
const unmapped =
  "//# sourceMappingURL=data:application/json;base64,eyJ2ZXJzaW9uIjozLCJzb3VyY2VzIjpbIiJdLCJtYXBwaW5ncyI6IkEifQ==";

/**
 * `tidemark:plan`, `tidemark:rows` and `tidemark:summary`; see lib/k6/globals.d.ts for their types.
 * @param rows of each of the plan's files, as JSON
 */
export function madeUpModules(
  plan: LoadPlan,
  rows: Readonly<Record<string, string>>,
  summary: SummaryModule,
  engineRoot: string,
): Plugin {
  const contents: Readonly<Record<string, string>> = {
    plan: `export const plan = ${JSON.stringify(plan)};`,
    rows: `export const rows = ${JSON.stringify(rows)};\n${unmapped}`,
    summary:
      summary.source === null
        ? 'export { textSummary, jUnit } from "./own-summary.ts";'
        : 'export { textSummary, jUnit } from "tidemark:published-summary";',
    "published-summary": summary.source ?? "",
  };
  return {
    name: "tidemark-modules",
    setup(build) {
      build.onResolve({ filter: /^tidemark:/ }, ({ path }) => ({
        path: path.slice("tidemark:".length),
        namespace: "tidemark",
      }));
      build.onLoad({ filter: /.*/, namespace: "tidemark" }, ({ path }) => {
        const source = contents[path];
        return source === undefined
          ? null
          : { contents: source, loader: "js", resolveDir: join(engineRoot, "lib/k6") };
      });
    },
  };
}

/** A project elsewhere has the same layout, but the engine's `lib/` is the installation's. */
export function engineOf(projectRoot: string, engineRoot: string): Plugin {
  const projectLib = join(projectRoot, "lib") + sep;
  return {
    name: "tidemark-engine",
    setup(build) {
      build.onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir }) => {
        const wanted = join(resolveDir, path);
        if (projectRoot === engineRoot || !wanted.startsWith(projectLib)) return null;
        return { path: join(engineRoot, "lib", relative(projectLib, wanted)) };
      });
    },
  };
}

/** @param found told of each import from the web; the build then fails */
export function noRemoteImports(projectRoot: string, found: (error: Error) => void): Plugin {
  return {
    name: "tidemark-no-remote-imports",
    setup(build) {
      build.onResolve({ filter: /^https?:\/\// }, ({ path, importer }) => {
        const error = remoteImport(relative(projectRoot, importer), path);
        found(error);
        return { errors: [{ text: error.message }] };
      });
    },
  };
}
