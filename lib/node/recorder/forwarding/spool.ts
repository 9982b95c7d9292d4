/**
 * What waits to be sent, on disk: a file that only grows while something waits, and is emptied as soon
 * as nothing does. It holds what k6 pushed and how that is packed, no address and no credential. Nothing
 * reads it after the run: it is a queue, not a record. Written and read at once; a push is a few kB.
 */
import { closeSync, ftruncateSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import type { Push } from "./push.ts";

export interface Spool {
  /** @throws the disk's error; nothing of the push is then in the file */
  add(push: Push): void;
  /** The oldest; null when nothing waits. @throws the disk's error */
  first(): Push | null;
  removeFirst(): void;
  /** Forgets everything that waits. */
  clear(): void;
  /** The file goes with it, unless something still waits. */
  close(): void;
}

/** Lengths of the head and of the body, 32 bits each. */
const LENGTHS = 8;

/** Never throws: the file is made by the first push that wants it. */
export function openSpool(path: string): Spool {
  let file: number | null = null;
  let readOffset = 0;
  let writeOffset = 0;
  let first: { readonly push: Push; readonly size: number } | null = null;

  const clear = () => {
    [readOffset, writeOffset, first] = [0, 0, null];
    if (file !== null) ftruncateSync(file, 0);
  };
  return {
    add: (push) => {
      file ??= openSync(path, "w+", 0o600);
      const frame = frameOf(push);
      try {
        writeWhole(file, frame, writeOffset);
      } catch (error) {
        ftruncateSync(file, writeOffset);
        throw error;
      }
      writeOffset += frame.length;
    },
    first: () => {
      if (file === null || readOffset === writeOffset) return null;
      first ??= readFrame(file, readOffset);
      return first.push;
    },
    removeFirst: () => {
      readOffset += first?.size ?? 0;
      first = null;
      if (readOffset === writeOffset) clear();
    },
    clear,
    close: () => {
      if (file === null) return;
      closeSync(file);
      file = null;
      if (readOffset === writeOffset) rmSync(path, { force: true });
    },
  };
}

function frameOf({ body, headers, samples }: Push): Buffer {
  const head = Buffer.from(JSON.stringify({ headers, samples }));
  const lengths = Buffer.alloc(LENGTHS);
  lengths.writeUInt32LE(head.length, 0);
  lengths.writeUInt32LE(body.length, 4);
  return Buffer.concat([lengths, head, body]);
}

function readFrame(file: number, offset: number): { push: Push; size: number } {
  const lengths = readWhole(file, offset, LENGTHS);
  const [headLength, bodyLength] = [lengths.readUInt32LE(0), lengths.readUInt32LE(4)];
  const rest = readWhole(file, offset + LENGTHS, headLength + bodyLength);
  const head = JSON.parse(rest.subarray(0, headLength).toString("utf8")) as Omit<Push, "body">;
  return { push: { ...head, body: rest.subarray(headLength) }, size: LENGTHS + rest.length };
}

/** A disk that has just filled takes a part, and says so only the next time. */
function writeWhole(file: number, bytes: Buffer, at: number): void {
  for (let written = 0; written < bytes.length;) {
    written += writeSync(file, bytes, written, bytes.length - written, at + written);
  }
}

function readWhole(file: number, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let got = 0; got < length;) {
    const more = readSync(file, bytes, got, length - got, at + got);
    if (more === 0) throw new Error("the file is shorter than what was written to it");
    got += more;
  }
  return bytes;
}
