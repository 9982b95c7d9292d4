/** Which commit the tests were run from, for the record; null outside a repository. */
import { execa } from "execa";

export async function gitState(folder: string): Promise<{ commit: string; dirty: boolean } | null> {
  const git = (...args: string[]) => execa("git", args, { cwd: folder, timeout: 5_000, reject: false });
  const [head, status] = await Promise.all([git("rev-parse", "HEAD"), git("status", "--porcelain")]);
  if (head.exitCode !== 0 || status.exitCode !== 0) return null;
  return { commit: head.stdout.trim(), dirty: status.stdout.trim() !== "" };
}
