/**
 * The second way: a program on the PATH, the first whose version fits. One that is there but does
 * not fit is said aloud: its owner expects it to be used.
 */
import { found, passedOver, type Finding, type Search } from "./search.ts";
import { programsOnPath } from "./programs-on-path.ts";
import { versionOf } from "./version-of.ts";

export async function fromPath(search: Search): Promise<Finding> {
  const { executable } = search.program;
  const unfit: string[] = [];
  for (const path of await programsOnPath(executable, search.env, search.platform)) {
    const finding = await versionOf(path, search);
    if (finding.fits) return found(search, path, finding.version, "on the PATH");
    unfit.push(`${path}: ${finding.why}`);
    search.say(`${search.name}: passed over ${path} on the PATH: ${finding.why}`);
  }
  return passedOver("PATH", unfit.length === 0 ? `no ${executable} on it` : unfit.join("; "));
}
