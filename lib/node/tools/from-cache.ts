/**
 * The third way: what an earlier run downloaded or built. It is asked for its version like any
 * other, so that a damaged file, or one of another machine, is passed over and then replaced.
 */
import { found, passedOver, type Finding, type Search } from "./search.ts";
import { programFile } from "./cache-folder.ts";
import { versionOf } from "./version-of.ts";

export async function fromCache(search: Search): Promise<Finding> {
  const path = programFile(search);
  const finding = await versionOf(path, search);
  if (finding.fits) return found(search, path, finding.version, "cached");
  return passedOver("cache", `${path}: ${finding.why}`);
}
