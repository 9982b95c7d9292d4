/**
 * The embedded store: a temporary folder and postgres-host, which runs PostgreSQL in it. Folder and
 * server are in the ledger, so that the next start removes and ends them even if both the runner
 * and the host are killed.
 */
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Ledger } from "../process/ledger.ts";
import { database, superuser, type HostReady } from "./host-protocol.ts";
import { messages } from "./messages.ts";
import { startPart, type Part, type Surroundings } from "./part.ts";
import { StackError } from "./stack-error.ts";
import type { UndoList } from "./undo-list.ts";

/** A cold start of a slow machine: initdb takes a second on a fast one. */
const readyTimeoutMs = 60_000;
/** The host itself gives the server less time than this, then kills it. */
const stopGraceMs = 12_000;

export interface Store {
  readonly part: Part;
  readonly postmasterPid: number;
  /** With the password: for the service that owns the store, and for no log. */
  readonly url: string;
  readonly addedUser: string | null;
  /** Removed at the end, with whatever else is put into it. */
  readonly folder: string;
}

export async function startStore(
  env: Readonly<Record<string, string>>,
  surroundings: Surroundings,
  undo: UndoList,
): Promise<Store> {
  const folder = createFolder(surroundings.ledger, undo);
  const host = {
    name: "postgres-host",
    bundle: "daemons/postgres-host.mjs",
    args: [folder],
    env,
    readyTimeoutMs,
  };
  const part = await startPart(host, surroundings);
  undo.add("stop PostgreSQL", () => part.child.stop(stopGraceMs));
  const { port, password, postmasterPid, addedUser } = part.child.ready as HostReady;
  surroundings.ledger.recordProcess({ pid: postmasterPid, name: "postgres (embedded)" });
  // Its host ends it, or the host's end does: no server outlives its process group.
  void part.child.exited.then(() => surroundings.ledger.forgetProcess(postmasterPid));
  const url = `postgres://${superuser}:${password}@127.0.0.1:${port}/${database}`;
  return { part, postmasterPid, url, addedUser, folder };
}

function createFolder(ledger: Ledger, undo: UndoList): string {
  const folder = temporaryFolder();
  undo.add(`remove ${folder}`, async () => {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    ledger.forgetFolder(folder);
  });
  ledger.recordFolder(folder);
  return folder;
}

function temporaryFolder(): string {
  try {
    return mkdtempSync(join(tmpdir(), "tidemark-postgres-"));
  } catch (cause) {
    const reason = messages.noTemporaryFolder(tmpdir(), (cause as Error).message);
    throw new StackError("notStarted", messages.notStarted(reason), { cause });
  }
}
