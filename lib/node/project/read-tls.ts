/**
 * The certificates that a target names, read and proven to be such before anything is sent. A private
 * authority is trusted beside those of the machine, never in their place.
 */
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { createSecureContext, rootCertificates } from "node:tls";
import { throwIfAny, wholeFile, wording, type ProjectProblem } from "./project-error.ts";
import type { SecretPlaces } from "./read-secrets.ts";
import type { Target } from "./target.ts";

export interface Tls {
  /** PEM of every authority to trust, the machine's included; null for the usual ones. */
  readonly authorities: string | null;
  readonly client: {
    readonly certificateFile: string;
    readonly keyFile: string;
    readonly certificate: string;
    readonly key: string;
  } | null;
  readonly skipVerifyBecause: string | null;
}

/** Where systems keep the authorities they trust: the list of Go's crypto/x509, which k6 reads by. */
const bundles = [
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/ssl/ca-bundle.pem",
  "/etc/pki/tls/cacert.pem",
  "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
  "/etc/ssl/cert.pem",
];

/** @throws ProjectError */
export function readTls({ name, tls }: Pick<Target, "name" | "tls">, places: SecretPlaces): Tls {
  const problems: ProjectProblem[] = [];
  const tell = (text: string) => void problems.push(wholeFile("missingSecret", `targets/${name}.yaml`, text));
  const read = (file: string) => readPem(resolve(places.root, file), file, tell);
  const ca = tls.ca === null ? null : read(tls.ca.file);
  const certificate = tls.client === null ? null : read(tls.client.certificate.file);
  const key = tls.client === null ? null : read(tls.client.key.file);
  if (ca !== null && tls.ca !== null) {
    const cause = refusal({ ca });
    if (cause !== null) tell(wording.tlsFile(tls.ca.file, "certificates in PEM", cause));
  }
  if (tls.client !== null && certificate !== null && key !== null) {
    const cause = refusal({ cert: certificate, key });
    const { certificate: of, key: its } = tls.client;
    if (cause !== null) tell(wording.clientDoesNotFit(of.file, its.file, cause));
  }
  throwIfAny(problems);
  return {
    authorities: ca === null ? null : `${authoritiesOfMachine(places.env).trimEnd()}\n${ca}`,
    client: tls.client && {
      certificateFile: resolve(places.root, tls.client.certificate.file),
      keyFile: resolve(places.root, tls.client.key.file),
      certificate: certificate ?? "",
      key: key ?? "",
    },
    skipVerifyBecause: tls.skipVerifyBecause,
  };
}

function readPem(path: string, file: string, tell: (text: string) => void): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    tell(wording.secretFile(file, (error as NodeJS.ErrnoException).code ?? "an error"));
    return null;
  }
}

/** What OpenSSL says against it; null where nothing. Of a file without any certificate it says nothing itself. */
function refusal(parts: { ca?: string; cert?: string; key?: string }): string | null {
  if (parts.ca?.includes("-----BEGIN CERTIFICATE-----") === false) return "no certificate in it";
  try {
    createSecureContext(parts);
    return null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? "not PEM";
  }
}

function authoritiesOfMachine(env: SecretPlaces["env"]): string {
  const wanted = env["SSL_CERT_FILE"] ?? "";
  const file = [wanted, ...bundles].find((candidate) => candidate !== "" && existsSync(candidate));
  return file === undefined ? rootCertificates.join("\n") : readFileSync(file, "utf8");
}
