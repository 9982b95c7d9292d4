/**
 * A small project with a copy of the entry script, in a folder with a space in its name: a
 * lockfile, one source, a build.mjs that notes that it ran, a command that prints its arguments,
 * and an `npm` of ours on the PATH that makes node_modules or fails as told.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { installRoot } from "../../../lib/node/process/install-root.ts";

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface EntryOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly nodeFlags?: readonly string[];
  /** Instead of the script itself, for instance a link to it. */
  readonly script?: string;
}

export class CopiedProject {
  readonly root: string;
  readonly #bin: string;

  constructor(folder: string) {
    this.root = join(folder, "my project");
    this.#bin = join(folder, "bin");
    mkdirSync(this.#bin, { recursive: true });
    mkdirSync(join(this.root, "lib"), { recursive: true });
    for (const part of ["scripts/entry.mjs", "scripts/entry"]) {
      cpSync(join(installRoot(), part), this.path(part), { recursive: true });
    }
    this.write("package.json", JSON.stringify({ name: "tidemark", engines: { node: ">=20.19" } }));
    this.write("package-lock.json", "{}");
    this.write("lib/source.ts", "");
    this.write("build.mjs", buildScript);
    this.npm(installingNpm);
  }

  path(...segments: string[]): string {
    return join(this.root, ...segments);
  }

  write(file: string, content: string): void {
    writeFileSync(this.path(file), content);
  }

  /** Makes a file look changed now, or at another time. */
  touch(file: string, secondsFromNow = 5): void {
    const time = Date.now() / 1000 + secondsFromNow;
    utimesSync(this.path(file), time, time);
  }

  /** Replaces the `npm` on the PATH; the code runs in the project's folder. */
  npm(code: string): void {
    writeFileSync(join(this.#bin, "npm"), `#!${process.execPath}\n${code}`);
    chmodSync(join(this.#bin, "npm"), 0o755);
  }

  tool(name: string, code: string): void {
    const file = this.path("node_modules", ".bin", name);
    mkdirSync(this.path("node_modules", ".bin"), { recursive: true });
    writeFileSync(file, `#!${process.execPath}\n${code}`);
    chmodSync(file, 0o755);
  }

  /** How often each of `npm` and `build` ran, as lines in the order in which they ended. */
  ran(): string[] {
    const notes = this.path("ran.txt");
    return existsSync(notes) ? readFileSync(notes, "utf8").trim().split("\n") : [];
  }

  start(
    args: readonly string[],
    options: EntryOptions = {},
  ): { process: ChildProcess; ended: Promise<Ended> } {
    const script = options.script ?? this.path("scripts/entry.mjs");
    const PATH = `${this.#bin}${delimiter}${process.env.PATH ?? ""}`;
    const child = spawn(process.execPath, [...(options.nodeFlags ?? []), script, ...args], {
      cwd: options.cwd ?? this.root,
      env: { ...process.env, PATH, ...options.env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    return { process: child, ended: whenEnded(child) };
  }

  run(args: readonly string[], options?: EntryOptions): Promise<Ended> {
    return this.start(args, options).ended;
  }
}

const buildScript = `
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
console.log("words of the build");
mkdirSync("dist/commands", { recursive: true });
writeFileSync("dist/commands/tidemark.mjs",
  'console.log(JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd() })); process.exitCode = 42;');
writeFileSync("dist/.built", "");
appendFileSync("ran.txt", "build\\n");
`;

const installingNpm = `
const { appendFileSync, mkdirSync } = require("node:fs");
setTimeout(() => { // long enough for a second command to come along
  mkdirSync("node_modules", { recursive: true });
  appendFileSync("ran.txt", "npm " + process.argv.slice(2).join(" ") + "\\n");
  console.log("words of npm");
}, 100);
`;

function whenEnded(child: ChildProcess): Promise<Ended> {
  let stdout = "";
  let stderr = "";
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => (stdout += chunk));
  child.stderr?.setEncoding("utf8").on("data", (chunk: string) => (stderr += chunk));
  return new Promise((resolve) => {
    child.once("close", (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}
