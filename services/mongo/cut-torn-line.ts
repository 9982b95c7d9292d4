/**
 * A process that is killed while it appends leaves a last line without its end. That change was
 * never acknowledged; left in place it would count as damage, and the store refuses files with more
 * than a little of that.
 */
import { open } from "node:fs/promises";

const newline = 0x0a;
/** Longer than any record: its fields are bounded by the body limit of a request. */
const longestLineBytes = 64 * 1024;

/** Leaves a file that ends with a newline, or is not there, as it is. */
export async function cutTornLine(file: string): Promise<void> {
  const handle = await openExisting(file);
  if (handle === null) return;
  try {
    const { size } = await handle.stat();
    const from = Math.max(0, size - longestLineBytes);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - from), 0, size - from, from);
    const end = from + buffer.subarray(0, bytesRead).lastIndexOf(newline) + 1;
    if (end < size) await handle.truncate(end);
  } finally {
    await handle.close();
  }
}

async function openExisting(file: string) {
  try {
    return await open(file, "r+");
  } catch (error) {
    if ((error as { code?: unknown }).code === "ENOENT") return null;
    throw error;
  }
}
