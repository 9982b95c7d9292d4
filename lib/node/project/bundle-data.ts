/**
 * A team's TypeScript as one module in memory: bundled by esbuild and imported as a `data:` URL,
 * so that nothing is written into the team's folder and no loader is needed. It strips types and
 * does not check them. Data is pure: an import of Node or k6 does not resolve.
 */
import { build, type BuildFailure, type Message } from "esbuild";
import { statSync } from "node:fs";
import { join } from "node:path";
import { engineAliases } from "./engine-aliases.ts";
import { ProjectError, throwIfAny, wholeFile, wording, type ProjectProblem } from "./project-error.ts";

/** Where a project keeps what; relative to its folder. */
export const files = {
  system: "system/index.ts",
  objectives: "thresholds/index.ts",
  scenarios: "scenarios/plans/index.ts",
  experiments: "experiments/index.ts",
} as const;

type File = keyof typeof files;

/** What a project may do without. */
const optional: readonly File[] = ["experiments"];

const contents: Readonly<Record<File, string>> = {
  system: "describe the system",
  objectives: "list the objectives",
  scenarios: "list the scenarios",
  experiments: "list the experiments",
};

export type Exports = Readonly<Record<string, unknown>>;

type Loaded = Readonly<Record<Exclude<File, "experiments">, Exports> & { experiments: Exports | null }>;

/** What each file exports, unchecked; null where there is no such file. */
export async function loadData(root: string): Promise<Loaded> {
  const present = presentFiles(root);
  const code = await bundle(root, present);
  const url = `data:text/javascript;base64,${Buffer.from(code).toString("base64")}`;
  try {
    return { experiments: null, ...((await import(url)) as Omit<Loaded, "experiments">) };
  } catch (error) {
    const text = wording.threw(error instanceof Error ? error.message : String(error));
    throw new ProjectError([wholeFile("brokenFile", throwingFile(error, code), text)], { cause: error });
  }
}

function presentFiles(root: string): File[] {
  if (statSync(root, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new ProjectError([wholeFile("missingFile", "project", wording.noFolder(root))]);
  }
  const all = Object.keys(files) as File[];
  const present = all.filter(
    (key) => statSync(join(root, files[key]), { throwIfNoEntry: false }) !== undefined,
  );
  throwIfAny(
    all
      .filter((key) => !present.includes(key) && !optional.includes(key))
      .map((key) => wholeFile("missingFile", join(root, files[key]), wording.noFile(contents[key]))),
  );
  return present;
}

async function bundle(root: string, names: readonly File[]): Promise<string> {
  try {
    const result = await build({
      absWorkingDir: root,
      stdin: {
        contents: names.map((name) => `export * as ${name} from "./${files[name]}";`).join("\n"),
        resolveDir: root,
        sourcefile: "project",
      },
      alias: engineAliases(),
      bundle: true,
      write: false,
      format: "esm",
      platform: "neutral",
      target: "es2022",
      logLevel: "silent",
    });
    return result.outputFiles[0]?.text ?? "";
  } catch (error) {
    const { errors } = error as Partial<BuildFailure>;
    throwIfAny((errors ?? []).map(syntaxProblem));
    throw error;
  }
}

function syntaxProblem({ location, text }: Message): ProjectProblem {
  const file = location?.file ?? "project";
  return { code: "brokenFile", file, line: location?.line ?? null, field: "", text: wording.syntax(text) };
}

/** The bundle names each source in a comment above it; the stack says which line of the bundle threw. */
function throwingFile(error: unknown, code: string): string {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const line = Number(/data:text\/javascript[^\s]*?:(\d+):\d+/.exec(stack)?.[1] ?? 0);
  const above = code.split("\n").slice(0, line).reverse();
  return /^\/\/ (.+)$/.exec(above.find((text) => text.startsWith("// ")) ?? "")?.[1] ?? "project";
}
