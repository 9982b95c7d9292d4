/**
 * What a person reads when an outside program cannot be had, and all of this room's wording:
 * where, rule, what was received, remedy. `ToolError` is its one error class; the errors of single
 * steps (`download`, `checksum`, `archive`, `build`, `unfit`) become lines of `notFound`.
 */
import { Failure, type FailureKind } from "../../core/record/failure.ts";
import type { PinnedProgram } from "./pins-schema.ts";
import type { PassedOver } from "./search.ts";

export type ToolErrorCode =
  | "pins"
  | "unknown"
  | "explicit"
  | "baseUrl"
  | "notFound"
  | "download"
  | "checksum"
  | "archive"
  | "build"
  | "unfit";

export class ToolError extends Failure {
  declare readonly code: ToolErrorCode;
  /** Each way that was tried, in order; empty but for `notFound`. */
  readonly tried: readonly PassedOver[];

  constructor(
    kind: FailureKind,
    code: ToolErrorCode,
    message: string,
    options: ErrorOptions & { tried?: readonly PassedOver[] } = {},
  ) {
    super(kind, code, message, options);
    this.tried = options.tried ?? [];
  }
}

export function wrongPins(file: string, problems: readonly string[]): string {
  return [
    `${file} is not a valid list of outside programs; restore it from the repository`,
    ...problems,
  ].join("\n  ");
}

export function unknownTool(name: string, known: readonly string[]): string {
  return `no outside program is called ${JSON.stringify(name)}; pinned are ${known.join(", ")}`;
}

export function explicitUnusable(program: PinnedProgram, path: string, why: string): string {
  const variable = program.environment.binary;
  const wanted = `${program.executable} ${program.accepts}`;
  return (
    `${variable} must name a ${wanted} that runs here, got ${path}: ${why}; ` +
    `set ${variable} to the path of a ${wanted}, or unset it so that Tidemark finds or gets one`
  );
}

export function wrongBaseUrl(variable: string, value: string, why: string): string {
  return (
    `${variable} must be an https:// address (http:// only on this machine) of a folder with the files ` +
    `of the release, got ${JSON.stringify(value)}: ${why}; correct it, or unset it to use the official address`
  );
}

export function notFound(name: string, program: PinnedProgram, tried: readonly PassedOver[]): string {
  const width = Math.max(...tried.map(({ way }) => way.length));
  return [
    `no ${name} ${program.accepts} was found, and none could be installed:`,
    ...tried.map(({ way, why }) => `  ${way.padEnd(width)}  ${why}`),
    "any one of these helps:",
    ...remedies(name, program).map((remedy) => `  - ${remedy}`),
  ].join("\n");
}

export function remedies(name: string, program: PinnedProgram): string[] {
  const { environment, release, goModule } = program;
  const wanted = `${name} ${program.accepts}`;
  return [
    `install ${wanted} so that it is on the PATH: ${program.installPage}`,
    `set ${environment.binary} to the path of a ${wanted}`,
    ...(release === null
      ? []
      : [`let this machine reach ${release.baseUrl}, or set ${environment.baseUrl ?? ""} to a mirror of it`]),
    ...(goModule === null ? [] : ["install Go (https://go.dev/dl/) and let it reach a Go module proxy"]),
  ];
}

/** "10 s", "0.3 s" */
export function seconds(ms: number): string {
  return `${ms / 1000} s`;
}
