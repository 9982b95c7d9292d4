/** A consumer that remembers what it was given, and does with each message what the test says. */
import type { Delivery, WorkHandler, WorkMessage } from "../../../../services/shared/work-queue.ts";
import { eventually } from "../support/running-service.ts";

export interface Given {
  readonly message: WorkMessage;
  readonly delivery: Delivery;
}

export interface RecordingHandler {
  readonly handler: WorkHandler;
  readonly given: readonly Given[];
  ids(): string[];
  /** Deliveries so far, awaited. */
  reached(count: number): Promise<void>;
}

export function recordingHandler(act: (given: Given) => Promise<void> = async () => undefined) {
  const given: Given[] = [];
  const recording: RecordingHandler = {
    given,
    handler: async (message, delivery) => {
      given.push({ message, delivery });
      await act({ message, delivery });
    },
    ids: () => given.map(({ message }) => message.id),
    reached: (count) => eventually(`${count} deliveries`, async () => given.length >= count, 15_000),
  };
  return recording;
}

/** A promise and its end, for work that lasts until the test says so. */
export function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}
