/** A file system of a few pages, where this machine lets us mount one, and how to fill it. */
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";

/** @returns the path, or null where it can't be done here. Whoever mounts it unmounts it. */
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

/** With a file called `ballast`. */
export function fillDisk(path: string): void {
  const page = "x".repeat(4096);
  try {
    for (;;) writeFileSync(join(path, "ballast"), page, { flag: "a" });
  } catch (error) {
    expect(error).to.include({ code: "ENOSPC" });
  }
}
