/**
 * The process around the embedded PostgreSQL. Started by the runner with the folder to use; tells
 * it port and password when the server accepts connections; ends the server and removes the folder
 * when it is told to stop, when the runner is gone, or when the server dies.
 */
import { chmodSync, rmSync } from "node:fs";
import { onParentGone, tellParent } from "../process/lifeline.ts";
import { startCluster, type Cluster } from "./cluster.ts";
import type { HostReady } from "./host-protocol.ts";
import { messages } from "./messages.ts";
import { isRoot, serverUser, userExists } from "./system-user.ts";

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("postgres-host: it needs the folder to use as its argument");

const stopRequested = new Promise<null>((resolve) => {
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => resolve(null));
  onParentGone(() => resolve(null));
});

process.exitCode = await run(folder).catch(async (error: unknown) => {
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${reason}\n`);
  await tellParent({ type: "failed", reason } as { readonly type: string });
  return 1;
});
rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
process.exit();

async function run(storeFolder: string): Promise<number> {
  // The server may run as another user: it must get through, but needs no list of what is there.
  chmodSync(storeFolder, 0o711);
  // initdb's password file goes where everything else is removed too.
  process.env.TMPDIR = storeFolder;
  const addedUser = isRoot() && !userExists(serverUser) ? serverUser : null;
  const cluster = await startCluster(storeFolder, (text) => process.stdout.write(text));
  await tellParent(ready(cluster, addedUser));
  const died = await Promise.race([stopRequested, cluster.exited]);
  await cluster.stop();
  if (died === null) return 0;
  process.stderr.write(`${messages.serverEnded(died)}\n`);
  return 1;
}

function ready({ port, password, pid }: Cluster, addedUser: string | null): HostReady {
  return { type: "ready", port, password, postmasterPid: pid, addedUser };
}
