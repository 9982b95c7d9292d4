/** What can go wrong with a run's folder and its record, and how it is said: where, rule, received, remedy. */
import { nearestName } from "../../core/record/nearest-name.ts";
import { Failure, type FailureKind } from "../../core/record/failure.ts";

export type RecordErrorCode =
  /** The results folder can't be written to; found before anything was sent. */
  | "notWritable"
  /** The run's folder exists already. */
  | "runExists"
  | "diskFull"
  | "writeFailed"
  /** A record of ours that does not have its own shape: a fault of Tidemark. */
  | "invalidRecord"
  | "noRuns"
  | "unknownRun"
  | "unreadable"
  /** The file ends early or is no JSON. */
  | "torn"
  /** JSON, but no record. */
  | "foreign"
  /** A record of a version that this Tidemark does not read. */
  | "unknownSchema";

const kinds: Readonly<Record<RecordErrorCode, FailureKind>> = {
  notWritable: "preflight",
  runExists: "preflight",
  diskFull: "machine",
  writeFailed: "machine",
  invalidRecord: "machine",
  noRuns: "usage",
  unknownRun: "usage",
  unreadable: "usage",
  torn: "usage",
  foreign: "usage",
  unknownSchema: "usage",
};

export class RecordError extends Failure {
  declare readonly code: RecordErrorCode;
  /** The file or folder that it is about. */
  readonly path: string;

  constructor(code: RecordErrorCode, path: string, text: string, options?: ErrorOptions) {
    super(kinds[code], code, `${path}: ${text}`, options);
    this.path = path;
  }
}

const runsToName = 5;

export const wording = {
  notWritable: (cause: string) =>
    `results must be writable, got ${cause}; correct its permissions or choose another folder with --results`,
  runExists: () => "a run's folder must be new, got one that exists; start the run again",
  diskFull: (cause: string) =>
    `must be written as a whole, got ${cause}: the disk is full; free some space (what was there before is untouched)`,
  writeFailed: (cause: string) =>
    `must be written as a whole, got ${cause}; see to that folder (what was there before is untouched)`,
  invalidRecord: (field: string, rule: string) =>
    `a record must keep its own shape, got ${field}: ${rule}; this is a fault of Tidemark, please report it`,
  noRuns: () =>
    "must hold a run, got none yet; start one with tidemark run, or name the folder with --results",
  unknownRun: (received: string, newestFirst: readonly string[]) => {
    const nearest = nearestName(received, newestFirst);
    const meant = nearest === null ? "" : `, did you mean ${nearest}?`;
    const runs = newestFirst.length === 0 ? "none" : newestFirst.slice(0, runsToName).join(", ");
    return `must hold the run that is named (latest, its id, or a path to its folder), got ${JSON.stringify(received)}${meant}; newest runs: ${runs}`;
  },
  unreadable: (cause: string) => `must be a readable file, got ${cause}; correct its permissions`,
  torn: (cause: string) =>
    `must be a whole record, got JSON that breaks off or is damaged (${cause}); the run's other files may still help`,
  foreign: (field: string, rule: string) =>
    `must be a record of Tidemark, got ${field === "" ? "something else" : field}: ${rule}; name a run's folder`,
  unknownSchema: (received: unknown, known: number) =>
    `must be a record of schema ${known}, got ${received === undefined ? "none" : JSON.stringify(received)}; read it with the version of Tidemark that wrote it`,
} as const;

/** `ENOSPC`, to decide by; empty for an error that is not the system's. */
export function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? "";
}

/** `ENOSPC: no space left on device`, to be read; the path is said elsewhere. */
export function causeOf(error: unknown): string {
  return error instanceof Error ? (error.message.split(", ")[0] ?? "") : String(error);
}
