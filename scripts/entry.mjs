#!/usr/bin/env node
/**
 * What `tidemark` and every npm script start with, so that one command is enough on a fresh
 * clone: it checks Node's version, installs the locked dependencies and builds `dist/` where
 * either is missing or stale, and then runs the command:
 *     node scripts/entry.mjs run sustained      a command of Tidemark
 *     node scripts/entry.mjs --then mocha ...   a tool of node_modules/.bin
 * Nothing here may need a dependency. This file and node-version.mjs must parse on old Nodes
 * (hence no `node:` imports, `?.` or top-level await); the rest is loaded after the check.
 */
import { readFileSync } from "fs";
import { dirname, join } from "path";
import { fileURLToPath } from "url";
import { nodeVersionProblem } from "./entry/node-version.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const required = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).engines.node;
const problem = nodeVersionProblem(process.versions.node, required);

if (problem === null) {
  import("./entry/main.mjs").then(({ main }) => main(root, process.argv.slice(2)));
} else {
  console.error(problem);
  process.exitCode = 4;
}
