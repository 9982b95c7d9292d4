/** A message as bytes: JSON, and checked when it comes back, because anybody may write to a queue. */
import { z } from "zod";
import type { WorkMessage } from "../work-queue.ts";

const longestText = 1_024;

const schema = z.object({
  id: z.string().min(1).max(longestText),
  carried: z.record(z.string().max(longestText), z.string().max(longestText)),
});

export function encodeMessage({ id, carried }: WorkMessage): Buffer {
  return Buffer.from(JSON.stringify({ id, carried }));
}

/** Null where it is no message of ours. */
export function decodeMessage(body: Buffer): WorkMessage | null {
  try {
    return schema.parse(JSON.parse(body.toString("utf8")));
  } catch {
    return null;
  }
}
