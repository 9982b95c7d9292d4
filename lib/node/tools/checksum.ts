/**
 * What must a downloaded file hash to? Reads the checksum file of a release as `sha256sum` writes
 * it. Anything else in it (a login page of a network, an error page) makes the whole file invalid.
 */
import { ToolError } from "./tool-error.ts";

/** @throws ToolError `checksum` when the text is no checksum file, or does not list the file once */
export function checksumOf(file: string, checksumFile: string, text: string): string {
  const listed = parse(checksumFile, text).filter((line) => line.file === file);
  const [only] = listed;
  if (only === undefined) throw invalid(`${checksumFile} does not list ${file}`);
  if (listed.some(({ sha256 }) => sha256 !== only.sha256)) {
    throw invalid(`${checksumFile} lists ${file} more than once, with different checksums`);
  }
  return only.sha256;
}

/** @throws ToolError `checksum` */
export function requireChecksum(file: string, expected: string, actual: string): void {
  if (expected !== actual) {
    throw invalid(
      `${file} does not match its checksum (expected sha256 ${expected}, got ${actual}); ` +
        "it was damaged or exchanged on its way and has been thrown away",
    );
  }
}

function parse(checksumFile: string, text: string): { file: string; sha256: string }[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  if (lines.length === 0) throw invalid(`${checksumFile} is empty`);
  return lines.map((line) => {
    const match = /^([0-9a-f]{64}) [ *](.+)$/i.exec(line);
    const [, sha256, file] = match ?? [];
    if (sha256 === undefined || file === undefined) {
      throw invalid(`${checksumFile} is not a checksum file: it holds ${JSON.stringify(line.slice(0, 60))}`);
    }
    return { file: file.replace(/^\.\//, ""), sha256: sha256.toLowerCase() };
  });
}

function invalid(message: string): ToolError {
  return new ToolError("preflight", "checksum", message);
}
