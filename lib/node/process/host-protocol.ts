/** What the runner and program-host say to each other. */

/** Where the program finds an open file that the runner hands to it; the host, beside its channel, has it one later. */
export const HANDED_DESCRIPTOR = 3;
export const HANDED_DESCRIPTOR_OF_HOST = 4;

/** The host's arguments: `<graceMs> <true|false> <command> [args...]`. */
export interface HostArguments {
  readonly graceMs: number;
  /** Whether the host has a file to hand on. */
  readonly hands: boolean;
  readonly command: string;
  readonly args: readonly string[];
}

export function writeHostArguments({ graceMs, hands, command, args }: HostArguments): string[] {
  return [String(graceMs), String(hands), command, ...args];
}

export function readHostArguments([graceMs, hands, command, ...args]: readonly string[]): HostArguments {
  return { graceMs: Number(graceMs), hands: hands === "true", command: String(command), args };
}

export type HostMessage =
  | { readonly type: "ready"; readonly pid: number }
  | { readonly type: "failed"; readonly reason: string; readonly errno: string }
  | { readonly type: "exit"; readonly code: number | null; readonly signal: NodeJS.Signals | null };

export interface SignalRequest {
  readonly type: "signal";
  readonly name: NodeJS.Signals;
}
