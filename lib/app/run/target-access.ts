/**
 * A target's credentials and certificates, made ready for one command: a client for Tidemark's own
 * requests, and what the k6 process is told. That goes by its environment alone: never an argument,
 * which every `ps` shows, never a file but that of the authorities, which are no secret.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { k6Environment } from "../../core/record/names.ts";
import {
  type Access,
  type K6Access,
  type K6Secret,
  k6SecretsOf,
  openAccess,
} from "../../core/system/access.ts";
import type { Ledger } from "../../node/process/ledger.ts";
import { readSecrets, type SecretPlaces, type TargetSecrets } from "../../node/project/read-secrets.ts";
import { readTls, type Tls } from "../../node/project/read-tls.ts";
import type { Target } from "../../node/project/target.ts";
import type { Cleanup } from "./cleanup.ts";
import { AccessError } from "./access-error.ts";
import { createTargetClient, type TargetClient } from "./target-client.ts";

/** Read and checked; nothing has been asked. */
export interface TargetAccess extends TargetSecrets {
  readonly tls: Tls;
  /** What a person should know before anything is sent. */
  readonly notes: readonly string[];
}

/** k6 takes its own `K6_*` from nowhere but here. */
const secretSource = "K6_SECRET_SOURCE";

/** @throws ProjectError, AccessError for whatever the target refers to and is not to be had */
export function readTargetAccess(
  target: Pick<Target, "name" | "access" | "prometheus" | "tls">,
  places: SecretPlaces,
): TargetAccess {
  const secrets = readSecrets(target, places);
  const tls = readTls(target, places);
  const fromK6 = k6SecretsOf(secrets.access);
  if (fromK6.length > 0 && (places.env[secretSource] ?? "") === "") {
    throw AccessError.noSecretSource(target.name, fromK6);
  }
  return { ...secrets, tls, notes: [...notesOf(tls), ...fromK6.slice(0, 1).map(unknownHere)] };
}

/** Null for a target that asks for nothing. */
export function clientOf(of: TargetAccess | null): TargetClient {
  return createTargetClient(of?.access ?? openAccess, of?.tls ?? null);
}

/** Asks for the first token, so that a wrong credential is found before anything is sent. */
export async function k6AccessEnvironment(
  { access, tls }: TargetAccess,
  around: {
    readonly client: TargetClient;
    readonly env: NodeJS.ProcessEnv;
    readonly ledger: Ledger;
    readonly cleanup: Cleanup;
    readonly signal: AbortSignal;
  },
): Promise<NodeJS.ProcessEnv> {
  const token = await around.client.token(around.signal);
  const given: K6Access = {
    access,
    token,
    client: tls.client && { certificateFile: tls.client.certificateFile, keyFile: tls.client.keyFile },
    skipVerify: tls.skipVerifyBecause !== null,
  };
  return {
    ...(isNeeded(given) && { [k6Environment.access]: JSON.stringify(given) }),
    ...(tls.authorities !== null && { SSL_CERT_FILE: await authoritiesFile(tls.authorities, around) }),
    ...(k6SecretsOf(access).length > 0 && secretSources(around.env)),
  };
}

function isNeeded({ access, client, skipVerify }: K6Access): boolean {
  return skipVerify || client !== null || access.auth.kind !== "none" || hasHeaders(access);
}

function hasHeaders({ headers }: Access<string | K6Secret>): boolean {
  return Object.keys(headers).length > 0;
}

/** In a folder that nobody else can read or write. */
async function authoritiesFile(
  pem: string,
  { ledger, cleanup }: { readonly ledger: Ledger; readonly cleanup: Cleanup },
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "tidemark-ca-"));
  cleanup.defer(`remove ${folder}`, async () => {
    await rm(folder, { recursive: true, force: true });
    ledger.forgetFolder(folder);
  });
  ledger.recordFolder(folder);
  const file = join(folder, "authorities.pem");
  await writeFile(file, pem, { mode: 0o600 });
  return file;
}

function secretSources(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => name.startsWith(secretSource)));
}

function notesOf({ authorities, skipVerifyBecause }: Tls): string[] {
  const notes: string[] = [];
  if (skipVerifyBecause !== null) {
    notes.push(
      `CERTIFICATES ARE NOT CHECKED, anybody may answer in the target's place: ${skipVerifyBecause}`,
    );
  }
  if (authorities !== null && (process.platform === "darwin" || process.platform === "win32")) {
    notes.push("k6 trusts tls.ca on Linux alone: here, add the authority to those of the system");
  }
  return notes;
}

function unknownHere(): string {
  return "health checks go without k6's own secrets, so that 401 and 403 count as healthy";
}
