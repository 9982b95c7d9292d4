/** Looks for secrets in everything below some folders, and in texts, whichever way they may be written. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

export interface Searched {
  readonly folders: readonly string[];
  /** By name, e.g. stdout. */
  readonly texts: Readonly<Record<string, string>>;
}

/** @returns where a secret was found, and how many places were looked at */
export function findSecrets(secrets: readonly string[], searched: Searched) {
  const wanted = secrets.flatMap((secret) => [secret, ...base64Forms(secret), encodeURIComponent(secret)]);
  const files = searched.folders.filter((folder) => existsSync(folder)).flatMap(filesBelow);
  const places: (readonly [string, string])[] = [
    ...Object.entries(searched.texts),
    ...files.map((file) => [file, contentOf(file)] as const),
  ];
  const found = places.filter(([, text]) => wanted.some((secret) => text.includes(secret)));
  return { found: found.map(([place]) => place), lookedAt: places.length };
}

/** Base64 of a text depends on what stands before it: at each of the three offsets, without the ends it shares. */
function base64Forms(secret: string): string[] {
  return [0, 1, 2].map((offset) => {
    const encoded = Buffer.from(" ".repeat(offset) + secret).toString("base64");
    return encoded.replace(/=+$/, "").slice(offset === 0 ? 0 : offset + 1, -1);
  });
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function contentOf(file: string): string {
  const content = readFileSync(file);
  return (file.endsWith(".gz") ? gunzipSync(content) : content).toString("latin1");
}
