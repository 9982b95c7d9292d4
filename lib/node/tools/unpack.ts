/**
 * Takes the one wanted file out of an archive, and nothing else. The destination is ours and never
 * made from a name in the archive, so that no entry can write elsewhere; an archive that tries to
 * (an absolute name, "..") is refused all the same, since nobody honest makes one.
 */
import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { list, type ReadEntry } from "tar";
import { openPromise } from "yauzl";
import { archiveFormat } from "./platform.ts";
import { ToolError } from "./tool-error.ts";

export interface Unpacking {
  readonly archive: string;
  /** Its name as published: says the format, and names it in messages. */
  readonly name: string;
  readonly member: string;
  readonly destination: string;
  readonly maximumBytes: number;
}

const neverAborted = new AbortController().signal;

/** @throws ToolError `archive`; after a failure the destination may be there in part */
export async function unpackMember(o: Unpacking): Promise<void> {
  try {
    const wasFound = archiveFormat(o.name) === "zip" ? await unpackZip(o) : await unpackTar(o);
    if (!wasFound) throw refused(o, `it holds no ${o.member}`);
  } catch (error) {
    if (error instanceof ToolError || isFileSystemError(error)) throw error;
    throw refused(o, error instanceof Error ? error.message : String(error), error);
  }
}

async function unpackTar(o: Unpacking): Promise<boolean> {
  const writes: Promise<void>[] = [];
  const problems: ToolError[] = [];
  const broken = new AbortController();
  const onReadEntry = (entry: ReadEntry) => {
    const isWanted = entry.path === o.member;
    const problem = entryProblem(o, entry.path, isWanted && entry.type !== "File", entry.size);
    if (problem !== null) problems.push(problem);
    if (!isWanted || problems.length > 0 || writes.length > 0) {
      entry.resume();
      return;
    }
    const write = writeMember(entry, o.destination, broken.signal);
    // Awaited below, once the archive has been read; until then nobody else listens.
    write.catch(() => undefined);
    writes.push(write);
  };
  try {
    await list({ file: o.archive, strict: true, noResume: true, onReadEntry });
  } catch (error) {
    broken.abort();
    throw error;
  }
  await Promise.all(writes);
  for (const problem of problems) throw problem;
  return writes.length > 0;
}

async function unpackZip(o: Unpacking): Promise<boolean> {
  const zip = await openPromise(o.archive, { autoClose: false, strictFileNames: true });
  try {
    let wasFound = false;
    for await (const entry of zip.eachEntry()) {
      const isWanted = entry.fileName === o.member;
      const problem = entryProblem(o, entry.fileName, isWanted && isLink(entry), entry.uncompressedSize);
      if (problem !== null) throw problem;
      if (!isWanted || wasFound) continue;
      await writeMember(await zip.openReadStreamPromise(entry), o.destination, neverAborted);
      wasFound = true;
    }
    return wasFound;
  } finally {
    zip.close();
  }
}

async function writeMember(
  from: AsyncIterable<Buffer>,
  destination: string,
  signal: AbortSignal,
): Promise<void> {
  const chunks = async function* () {
    yield* from;
  };
  await pipeline(chunks, createWriteStream(destination, { flags: "wx", mode: 0o755 }), { signal });
}

function entryProblem(o: Unpacking, path: string, isLinked: boolean, bytes: number): ToolError | null {
  if (/^([\\/]|[a-z]:)|(^|[\\/])\.\.([\\/]|$)/i.test(path)) {
    return refused(o, `it holds the unsafe name ${JSON.stringify(path)}`);
  }
  if (isLinked) return refused(o, `${path} in it is not a plain file`);
  if (path === o.member && bytes > o.maximumBytes) {
    return refused(o, `${path} in it is larger than ${o.maximumBytes} bytes`);
  }
  return null;
}

/** The upper half of the attributes is the Unix mode. */
function isLink(entry: { externalFileAttributes: number }): boolean {
  return ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000;
}

function refused(o: Unpacking, why: string, cause?: unknown): ToolError {
  return new ToolError("preflight", "archive", `${o.name} cannot be unpacked: ${why}`, { cause });
}

function isFileSystemError(error: unknown): boolean {
  return error instanceof Error && "syscall" in error;
}
