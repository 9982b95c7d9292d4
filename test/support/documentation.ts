/** The Markdown pages of the repository, read for what they tell a person to type or to write. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { installRoot } from "../../lib/node/process/install-root.ts";

export function readPage(page: string): string {
  return readFileSync(path.join(installRoot(), page), "utf8");
}

export function pages(): string[] {
  const docs = readdirSync(path.join(installRoot(), "docs")).map((name) => `docs/${name}`);
  return ["README.md", "CONTRIBUTING.md", ...docs].filter((name) => name.endsWith(".md"));
}

/** Commands of a page that begin with `start`, in blocks and in the text, without their comments. */
export function commandsOf(page: string, start: string): string[] {
  const code = [...readPage(page).matchAll(/^(?: {4}|)((?:npm|npx|[A-Z_0-9]+=).*)$|`([^`\n]+)`/gm)];
  return code
    .map(([, line, inline]) => (line ?? inline ?? "").replace(/\s#.*$/, "").trim())
    .map((command) => command.replace(/^(?:[A-Z_0-9]+=\S+ )+/, ""))
    .filter((command) => command.startsWith(start));
}

export interface DocumentedFile {
  readonly name: string;
  readonly content: string;
}

/** The files that a page has people write: "in `folder/file.ts`:" and a block of TypeScript. */
export function filesOf(page: string): DocumentedFile[] {
  const blocks = readPage(page).matchAll(/`([\w/.-]+\.ts)`[^`]*?:\n\n```ts\n(.*?)```/gs);
  return [...blocks].map(([, name = "", content = ""]) => ({ name, content }));
}

/** As a person would who follows the page. */
export function writeFiles(folder: string, files: readonly DocumentedFile[]): void {
  for (const { name, content } of files) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}
