/**
 * `targets/<name>.yaml`: where the system runs, how requests prove who they are, and how much may be
 * sent. Every problem of a file is reported together, each with its line.
 */
import { isMap, isScalar, LineCounter, parseDocument, type Document } from "yaml";
import type { Auth } from "../../core/system/access.ts";
import { plainAddress, targetProblems } from "./check-target.ts";
import { throwAll, throwIfAny, wording } from "./project-error.ts";
import type { Project } from "./project.ts";
import { shapeProblems, type Path } from "./shape-problems.ts";
import { targetSchema, type TargetFile } from "./target-schema.ts";
import type { Target, TargetText } from "./target.ts";

export function parseTarget(project: Project, name: string, file: string, text: string): Target {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  throwIfAny(
    document.errors.map((error) => {
      const text = wording.syntax(error.message);
      return { code: "brokenFile", file, line: lines.linePos(error.pos[0]).line, field: "", text } as const;
    }),
  );
  const lineOf = (path: Path) => lineAt(document, lines, path);
  const value: unknown = document.toJS();
  const result = targetSchema.safeParse(value ?? {});
  if (!result.success) throwAll(shapeProblems(file, "", value ?? {}, result.error, lineOf));
  throwIfAny(
    targetProblems(project, result.data, (code, path, text) => {
      return { code, file, line: lineOf(path), field: path.map(String).join("."), text };
    }),
  );
  return Object.freeze(targetOf(name, result.data));
}

function targetOf(name: string, file: TargetFile): Target {
  const { description, addresses, headers, auth, tls, limits, prometheus, labels, metrics, chaos } = file;
  const { clientCertificate: certificate, clientKey: key } = tls;
  return {
    name,
    description,
    addresses: plainAddresses(addresses),
    access: { headers, auth: authOf(auth) },
    tls: {
      ca: tls.ca,
      client: certificate === null || key === null ? null : { certificate, key },
      skipVerifyBecause: tls.insecureSkipVerify,
    },
    limits,
    prometheus: prometheus && {
      url: plainAddress(prometheus.url),
      writeUrl: prometheus.writeUrl === null ? null : plainAddress(prometheus.writeUrl),
      auth: authOf(prometheus.auth),
      optional: prometheus.optional,
      resources: prometheus.resources,
    },
    labels,
    metrics: plainAddresses(metrics),
    chaos,
  };
}

function plainAddresses(addresses: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const plain = Object.entries(addresses).map(([name, address]) => [name, plainAddress(address)] as const);
  return Object.freeze(Object.fromEntries(plain));
}

function authOf(auth: TargetFile["auth"]): Auth<TargetText> {
  if (auth === null) return { kind: "none" };
  if (auth.kind === "oauth2") {
    const { tokenUrl, ...rest } = auth;
    return { ...rest, url: plainAddress(tokenUrl) };
  }
  if (auth.kind !== "login") return auth;
  const { cookie, header, prefix, ...rest } = auth;
  const inHeader = {
    header: header ?? "Authorization",
    prefix: prefix ?? (header === null ? "Bearer " : ""),
  };
  return {
    ...rest,
    url: plainAddress(auth.url),
    ...(cookie === null ? inHeader : { header: "Cookie", prefix: `${cookie}=` }),
  };
}

/** The line of a path's key, or of the innermost part of it that exists. */
function lineAt(document: Document.Parsed, lines: LineCounter, path: Path): number | null {
  let node: unknown = document.contents;
  let line: number | null = null;
  for (const key of path) {
    if (!isMap(node)) break;
    const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key);
    if (pair === undefined || !isScalar(pair.key)) break;
    const start = pair.key.range?.[0];
    if (start !== undefined) line = lines.linePos(start).line;
    node = pair.value;
  }
  return line;
}
