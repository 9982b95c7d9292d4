/**
 * A secret that a program wants to read as a file: a file that has lost its name before anything is
 * written to it. Only who inherits the descriptor can read it, as often as wanted, through
 * `/proc/self/fd`; it is gone with the last process that has it, however that ends. Linux only:
 * elsewhere `/dev/fd` is one reading position for all.
 */
import { randomUUID } from "node:crypto";
import { openSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Asked again whenever it is opened through the descriptor. */
const PRIVATE = 0o600;

/** @returns a descriptor; whoever asked for it closes it. @throws Error of the file system */
export function unnamedFile(content: string): number {
  const name = join(tmpdir(), `tidemark-${randomUUID()}`);
  const descriptor = openSync(name, "wx+", PRIVATE);
  unlinkSync(name);
  writeFileSync(descriptor, content);
  return descriptor;
}

/** @param descriptor as the program knows it that opens it anew */
export function pathOfDescriptor(descriptor: number): string {
  return `/proc/self/fd/${descriptor}`;
}
