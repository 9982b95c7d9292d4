/**
 * How the second k6 gets the credentials of a cluster: on Linux as a file without a name, so that nothing
 * is on disk whatever is killed; elsewhere as a private file, which goes with its folder.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { HANDED_DESCRIPTOR } from "../../process/host-protocol.ts";
import { pathOfDescriptor, unnamedFile } from "../../process/unnamed-file.ts";

export interface HandedKubeconfig {
  /** As k6 opens it. */
  readonly path: string;
  /** To be handed to k6, and closed then; null where there is none. */
  readonly descriptor: number | null;
}

/** Credentials are for nobody else to read. */
const PRIVATE = 0o600;

/** @param folder private, and removed with the process */
export function handedKubeconfig(
  content: string,
  folder: string,
  platform: NodeJS.Platform = process.platform,
): HandedKubeconfig {
  if (platform === "linux") {
    return { path: pathOfDescriptor(HANDED_DESCRIPTOR), descriptor: unnamedFile(content) };
  }
  const path = join(folder, "kubeconfig");
  writeFileSync(path, content, { mode: PRIVATE });
  return { path, descriptor: null };
}
