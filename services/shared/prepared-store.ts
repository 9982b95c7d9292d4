/**
 * Gets a store ready (tables, indexes, seed) in the background, as soon as it is there: a service
 * listens at once, whether or not its store does, and is not ready until then.
 */
import type { Logger } from "pino";
import { keepTrying } from "./keep-trying.ts";
import { Problem } from "./problem.ts";

const backoff = { firstMs: 100, maxMs: 2_000 };

export interface PreparedStore {
  /** @throws Problem while it is not prepared */
  mustBePrepared(): void;
  giveUp(): void;
}

export function prepareInBackground(prepare: () => Promise<void>, logger: Logger): PreparedStore {
  const givingUp = new AbortController();
  let prepared = false;
  const onFailure = (error: unknown, nextInMs: number) =>
    logger.warn({ err: error, nextInMs }, "the store could not be prepared yet");
  void keepTrying(prepare, onFailure, backoff, givingUp.signal).then((done) => (prepared = done));
  return {
    mustBePrepared: () => {
      if (!prepared) throw unprepared();
    },
    giveUp: () => givingUp.abort(),
  };
}

function unprepared(): Problem {
  const detail = "the store is not prepared yet";
  return new Problem({ status: 503, code: "store-unprepared", detail, retryAfterSeconds: 1 });
}
