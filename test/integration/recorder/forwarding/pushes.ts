/** What these tests hand to a forwarder: bodies that tell one push from another, and short limits. */
import {
  type Forwarder,
  type ForwarderOptions,
  openForwarder,
} from "../../../../lib/node/recorder/forwarding/forwarder.ts";

export const samplesPerPush = 3;

export const pushHeaders = {
  "content-encoding": "snappy",
  "content-type": "application/x-protobuf",
  "x-prometheus-remote-write-version": "0.1.0",
};

const limits = {
  requestTimeoutMs: 200,
  backoff: { firstMs: 5, longestMs: 20 },
  memoryBytes: 1_000_000,
};

const opened: Forwarder[] = [];

export function forwarderTo(
  url: string,
  spoolFolder: string,
  more: Partial<ForwarderOptions> = {},
): Forwarder {
  const forwarder = openForwarder({
    destination: { url, auth: { kind: "none" }, authorities: null },
    spoolFolder,
    nowMs: Date.now,
    countSamples: () => samplesPerPush,
    ...more,
    limits: { ...limits, ...more.limits },
  });
  opened.push(forwarder);
  return forwarder;
}

/** A test that failed has not ended its own, which would go on trying. */
export async function endForwarders(): Promise<void> {
  await Promise.all(opened.splice(0).map((forwarder) => forwarder.finish(0)));
}

/** `push 0`, `push 1`, ... */
export function acceptPushes(forwarder: Forwarder, from: number, to: number): void {
  for (let index = from; index < to; index++) forwarder.accept(Buffer.from(`push ${index}`), pushHeaders);
}

export function bodiesOf(pushes: readonly { readonly body: Buffer }[]): string[] {
  return pushes.map(({ body }) => body.toString("utf8"));
}

export function expectedBodies(to: number): string[] {
  return Array.from({ length: to }, (_, index) => `push ${index}`);
}
