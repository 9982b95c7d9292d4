/** A file system of a few pages, to be filled: a disk that is really full. */
import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The path, or null where it can't be done here. */
export function mountSmallDisk(path: string): string | null {
  if (process.platform !== "linux") return null;
  mkdirSync(path);
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", path], { stdio: "ignore" });
    return path;
  } catch {
    return null;
  }
}

export function unmountDisk(path: string): void {
  execFileSync("umount", [path]);
}

/** With a file `ballast`. */
export function fillDisk(path: string): void {
  const page = "x".repeat(4096);
  try {
    for (;;) writeFileSync(join(path, "ballast"), page, { flag: "a" });
  } catch (error) {
    expect(error).to.include({ code: "ENOSPC" });
  }
}
