/** Shows a page in the person's browser, by the program that each system has for that. */
import { execa } from "execa";

/** @returns why it could not be shown; null where a browser was asked to */
export async function openPage(
  path: string,
  platform: NodeJS.Platform = process.platform,
): Promise<string | null> {
  const [program, ...args] = openerOf(platform);
  const result = await execa(program, [...args, path], { reject: false, stdio: "ignore", timeout: 10_000 });
  if (!result.failed) return null;
  return `${program} ended with ${result.code ?? result.signal ?? `exit code ${result.exitCode ?? "unknown"}`}`;
}

/** The empty word is the window's title, which `start` would else take from the path. */
export function openerOf(platform: NodeJS.Platform): readonly [program: string, ...args: string[]] {
  if (platform === "darwin") return ["open"];
  return platform === "win32" ? ["cmd", "/c", "start", ""] : ["xdg-open"];
}
