/**
 * A named pipe (FIFO) to read what another program writes to a "file". We hold a writing end of
 * our own, so that the reader sees no end before the other opens it, and none is missed when it
 * never does: closing ours, once the program has gone, is what ends the stream.
 */
import { execFile } from "node:child_process";
import { closeSync, constants, openSync } from "node:fs";
import { Socket } from "node:net";
import { promisify } from "node:util";

export interface NamedPipe {
  /** Ends when `close` was called and everything was read. */
  readonly input: Socket;
  close(): void;
}

export async function createNamedPipe(path: string): Promise<NamedPipe> {
  await promisify(execFile)("mkfifo", ["-m", "600", path]);
  // The reading end first: a pipe without reader refuses a writer that would not wait.
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const writer = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  const input = new Socket({ fd: reader, readable: true, writable: false });
  return { input, close: () => closeSync(writer) };
}
