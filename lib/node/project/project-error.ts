/** What can be wrong with a team's folder, and how it is said: where (file, line, field), rule, received, remedy. */
import { inspect } from "node:util";
import { nearestName } from "../../core/record/nearest-name.ts";
import { Failure } from "../../core/record/failure.ts";
import { withoutCredentials } from "../../core/system/base-address.ts";

export type ProjectErrorCode =
  /** A file that must be there is not. */
  | "missingFile"
  /** The file can't be read or parsed, or throws while it is loaded. */
  | "brokenFile"
  /** A file does not export what it must. */
  | "missingExport"
  /** A value has the wrong shape, or a key that nobody reads. */
  | "wrongShape"
  /** Names that must be unique, or must exist, and don't. */
  | "wrongName"
  | "wrongObjective"
  /** An experiment that can't be carried out, or not be judged, on the system. */
  | "wrongExperiment"
  /** A scenario's own code threw. */
  | "scenarioThrew"
  | "unknownTarget"
  | "wrongAddress"
  /** A file of rows is missing, or not what it should be. */
  | "wrongData"
  /** A credential stands in a file, where only a reference to it may. */
  | "literalSecret"
  /** A credential that a target refers to is not to be had. */
  | "missingSecret";

export interface ProjectProblem {
  readonly code: ProjectErrorCode;
  /** Relative to the project's folder. */
  readonly file: string;
  /** From 1; null where the file has no lines that a person could go to. */
  readonly line: number | null;
  /** `services[0].healthPath`; empty for the whole file. */
  readonly field: string;
  readonly text: string;
}

/** All problems that were found together; `code` is the first one's. */
export class ProjectError extends Failure {
  declare readonly code: ProjectErrorCode;
  readonly problems: readonly ProjectProblem[];

  constructor(problems: readonly [ProjectProblem, ...ProjectProblem[]], options?: ErrorOptions) {
    super("usage", problems[0].code, problems.map(sentence).join("\n"), options);
    this.problems = problems;
  }
}

export function throwIfAny(problems: readonly ProjectProblem[]): void {
  const [first, ...others] = problems;
  if (first !== undefined) throw new ProjectError([first, ...others]);
}

/** For problems of a check that failed and so gave at least one. */
export function throwAll(problems: readonly ProjectProblem[]): never {
  throwIfAny(problems);
  throw new Error("a failed check must name at least one problem");
}

export function wholeFile(code: ProjectErrorCode, file: string, text: string): ProjectProblem {
  return { code, file, line: null, field: "", text };
}

function sentence({ file, line, field, text }: ProjectProblem): string {
  const place = line === null ? file : `${file}:${line}`;
  return [place, field, text].filter((part) => part !== "").join(": ");
}

const referenceRule = "a reference: { env: NAME }, { file: path } or { k6Secret: key }";

export const wording = {
  noFolder: (root: string) =>
    `must be a folder with system/, thresholds/ and scenarios/plans/, got ${root}; name the project with --project`,
  noFile: (what: string) => `must exist and ${what}, got no such file; name the project with --project`,
  unreadable: (cause: string) => `must be a readable file, got ${cause}; correct its permissions`,
  notAFolder: (cause: string) => `must be a folder of .yaml files, got ${cause}; correct it`,
  syntax: (message: string) => `must compile, got: ${message}`,
  threw: (message: string) => `must load without an error, got: ${message}`,
  noExport: (name: string, exported: readonly string[]) =>
    `must export ${name}, got ${exported.length === 0 ? "no export" : exported.join(", ")}; add: export const ${name}`,
  unknownKeys: (keys: readonly string[], known: readonly string[]) =>
    `must hold no other keys than ${known.join(", ")}, got ${keys.map((key) => shown(key) + meant(key, known)).join(", ")}`,
  missing: (rule: string) => `must be ${rule}, got nothing; add it`,
  shape: (rule: string, received: unknown) => `must be ${rule}, got ${shown(received)} (${kindOf(received)})`,
  unknownName: (kind: string, name: string, known: readonly string[]) =>
    `must be a ${kind} of the system, got ${shown(name)}${meant(name, known)}; known: ${known.join(", ")}`,
  unknownScenario: (name: string, known: readonly string[]) =>
    `must name scenarios of the project, got ${shown(name)}${meant(name, known)}; known: ${known.join(", ")}`,
  repeatedName: (kind: string, name: string) =>
    `the name of a ${kind} must be unique, got ${shown(name)} twice; rename one`,
  neededAddress: (service: string) =>
    `must give an address for every service that has endpoints, got none for ${service}; add ${service}: http://...`,
  scenarioThrew: (name: string, message: string) =>
    `scenario ${name}: traffic() must return its traffic, got: ${message}`,
  unknownTarget: (name: string, known: readonly string[]) =>
    `target ${shown(name)} does not exist${meant(name, known)}; targets: ${["embedded", ...known].join(", ")}`,
  reservedTarget: () => "embedded is the system that Tidemark starts itself; give this target another name",
  reference: () => `must be ${referenceRule}, got something else (not shown: it may be a credential)`,
  literalSecret: () =>
    `must be ${referenceRule}, got the credential itself; take it out of the file, put it into the environment or .env, and name it here`,
  fileReference: () =>
    "must be { file: path }, got something else (not shown: it may be a credential); keep it in a file",
  textOrReference: () =>
    "must be a text, { env: NAME }, { file: path } or { k6Secret: key }, got something else (not shown: it may be a credential)",
  literalInSecretField: (name: string) =>
    `a field named ${name} holds a credential and must be ${referenceRule}, got it literally; take it out of the file and name where it is`,
  headerName: (name: string) =>
    `must be named as a header of HTTP, got ${shown(name)}; use letters, digits and -`,
  ownHeader: (name: string) => `must not be ${name}, which Tidemark sets itself; leave it out`,
  repeatedHeader: (name: string) =>
    `must be given once, got ${name} more than once, in headers or by auth; leave one out`,
  cookieOrHeader: () => "must say either cookie, or header and prefix, got both; leave one of them out",
  labelName: (name: string) =>
    `must be named like a label of Prometheus (letters, digits and _, no digit first, no __ before it), got ${shown(name)}; rename it`,
  ownLabel: (name: string) => `must not be ${name}, which every sample has already; rename it`,
  ownSubject: (name: string) =>
    `must not be ${name}, which is the name of a process of Tidemark's own; name what is asked about`,
  noQuestion: (figures: readonly string[]) =>
    `must ask for at least one of ${figures.join(", ")}, got none; add one, or leave the subject out`,
  noPodLabel: () =>
    "must name at least one label of the service's pods, got none, which would mean every pod of the namespace; add one",
  unset: (name: string) =>
    `must be given by the environment variable ${name}, which is not set; export it, or write it into .env`,
  secretFile: (path: string, cause: string) =>
    `must be given by the file ${path}, got ${cause}; write it there, or correct the path (relative to the project)`,
  secretText: (place: string) =>
    `${place} must hold one line of text that a request can carry, got an empty one or control characters; correct it`,
  onlyForK6: () =>
    "prometheus.auth must be { env: NAME } or { file: path }, got a k6Secret, which only k6 can fetch; name it otherwise",
  tlsFile: (path: string, what: string, cause: string) =>
    `${path} must be ${what}, got something else (${cause}); correct the file`,
  clientDoesNotFit: (certificate: string, key: string, cause: string) =>
    `${certificate} and ${key} must be a client's certificate and its key, not encrypted, got something else (${cause}); correct the files`,
  clientPair: () =>
    "must give clientCertificate and clientKey together, got one of them; add the other or leave both out",
  noDataFile: (cause: string) =>
    `must be a file that can be read, got ${cause}; write it, or correct its path in system/ (relative to the project)`,
  noRows: () => "must hold at least one row, got none; add rows",
  tooManyRows: (bytes: number, most: number) =>
    `must be at most ${most / 2 ** 20} MiB of rows, because all of them are in the bundle, got ${Math.ceil(bytes / 2 ** 20)}; leave out columns or rows`,
  secretColumns: (columns: readonly string[]) =>
    `must hold no credentials, because rows are kept with every run, got ${columns.join(", ")}; leave the column out and let the target's auth carry credentials`,
  columnNames: (names: readonly string[]) =>
    `the first line must name every column, each once, got ${shown(names.join(","))}; correct it`,
  csv: (message: string) =>
    `must be CSV, with as many cells in each row as in the first line, got: ${message}`,
  json: (message: string) => `must be JSON, got: ${message}`,
  otherKeys: (first: string, received: string) =>
    `must have the keys of the first row (${first}), got ${received || "none"}; write null for what is not there`,
  address: (rule: string, received: string) =>
    `${rule}, got ${shown(withoutCredentials(received))}; write for example http://127.0.0.1:8000`,
} as const;

function meant(received: string, known: readonly string[]): string {
  const nearest = nearestName(received, known);
  return nearest === null ? "" : `, did you mean ${nearest}?`;
}

function shown(value: unknown): string {
  const text = typeof value === "string" ? JSON.stringify(value) : inspect(value, { breakLength: Infinity });
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "list" : typeof value;
}
