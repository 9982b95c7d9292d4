/** A private authority with a server's and a client's certificate, made for one test by `openssl`. */
import { join } from "node:path";
import { execa } from "execa";

export interface OwnAuthority {
  /** Paths of PEM files. */
  readonly ca: string;
  readonly server: { readonly certificate: string; readonly key: string };
  readonly client: { readonly certificate: string; readonly key: string };
}

/** @returns null where there is no `openssl` */
export async function makeAuthority(folder: string): Promise<OwnAuthority | null> {
  const openssl = (...args: string[]) => execa("openssl", args, { cwd: folder, stdin: "ignore" });
  const found = await openssl("version").catch(() => null);
  if (found === null) return null;
  const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  await openssl(
    "req",
    "-x509",
    ...newKey,
    "-keyout",
    "ca.key",
    "-out",
    "ca.pem",
    "-subj",
    "/CN=own",
    "-days",
    "2",
  );
  const signed = async (name: string, ...extensions: string[]) => {
    const files = ["-keyout", `${name}.key`, "-out", `${name}.pem`];
    const by = ["-CA", "ca.pem", "-CAkey", "ca.key", "-days", "2"];
    await openssl("req", "-x509", ...newKey, ...files, ...by, "-subj", `/CN=${name}`, ...extensions);
    return { certificate: join(folder, `${name}.pem`), key: join(folder, `${name}.key`) };
  };
  const constraint = ["-addext", "basicConstraints=critical,CA:FALSE"];
  return {
    ca: join(folder, "ca.pem"),
    server: await signed("server", ...constraint, "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost"),
    client: await signed("client", ...constraint),
  };
}
