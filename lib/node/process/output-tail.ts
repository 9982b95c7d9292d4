/** The last lines of a log file, for the error about the process that wrote it. */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";

const tailBytes = 4096;
const tailLines = 15;

/** @param fromByte where this process began to write; what came before belongs to another */
export function outputTail(file: string | null, fromByte: number): string {
  if (file === null) return "";
  const lines = readEnd(file, fromByte)
    .split("\n")
    .filter((line) => line.trim() !== "")
    .slice(-tailLines);
  if (lines.length === 0) return `; it wrote nothing to ${file}`;
  return `; the end of ${file}:\n${lines.map((line) => `    ${line}`).join("\n")}`;
}

function readEnd(file: string, fromByte: number): string {
  const descriptor = openSync(file, "r");
  try {
    const { size } = fstatSync(descriptor);
    const start = Math.max(fromByte, size - tailBytes);
    const buffer = Buffer.alloc(Math.max(0, size - start));
    return buffer.toString("utf8", 0, readSync(descriptor, buffer, 0, buffer.length, start));
  } finally {
    closeSync(descriptor);
  }
}
