/** What `/ready` answers while the broker is away. No request of a user fails for that. */
import { Problem } from "./problem.ts";
import { QueueError } from "./work-queue.ts";

export function problemFromQueueError(error: unknown): Problem | null {
  if (!(error instanceof QueueError)) return null;
  const detail = "the broker cannot serve just now";
  return new Problem({ status: 503, code: `queue-${error.code}`, detail, retryAfterSeconds: 1 }, error);
}
