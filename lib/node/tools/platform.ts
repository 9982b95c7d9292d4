/**
 * What is this machine, in the words of a release? Finds the asset for an operating system and a
 * processor, and says how executables are called there. Takes both as arguments, so that the whole
 * table can be tested anywhere.
 */
import type { PinnedAsset, PinnedRelease } from "./pins-schema.ts";

/** `process.platform` and `process.arch`. */
export interface Platform {
  readonly os: string;
  readonly cpu: string;
}

export type ArchiveFormat = "tar.gz" | "zip";

export const thisPlatform: Platform = { os: process.platform, cpu: process.arch };

/** @returns null where the authors publish nothing for this platform */
export function assetFor(release: PinnedRelease, platform: Platform): PinnedAsset | null {
  return release.assets.find((asset) => asset.os === platform.os && asset.cpu === platform.cpu) ?? null;
}

export function archiveFormat(file: string): ArchiveFormat {
  return file.endsWith(".zip") ? "zip" : "tar.gz";
}

export function executableName(name: string, platform: Platform): string {
  return platform.os === "win32" ? `${name}.exe` : name;
}
