/** What the runner and program-host say to each other. */

/** The host's arguments: `<graceMs> <command> [args...]`. */
export interface HostArguments {
  readonly graceMs: number;
  readonly command: string;
  readonly args: readonly string[];
}

export function writeHostArguments({ graceMs, command, args }: HostArguments): string[] {
  return [String(graceMs), command, ...args];
}

export function readHostArguments([graceMs, command, ...args]: readonly string[]): HostArguments {
  return { graceMs: Number(graceMs), command: String(command), args };
}

export type HostMessage =
  | { readonly type: "ready"; readonly pid: number }
  | { readonly type: "failed"; readonly reason: string; readonly errno: string }
  | { readonly type: "exit"; readonly code: number | null; readonly signal: NodeJS.Signals | null };

export interface SignalRequest {
  readonly type: "signal";
  readonly name: NodeJS.Signals;
}
