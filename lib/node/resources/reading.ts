/** One look at a subject, as its source tells it: totals stay totals, what is not told is null. */
import type { ResourceSource } from "../../core/record/resource.ts";

export interface Reading {
  /** Used since the subject started. */
  readonly cpuSeconds: number | null;
  readonly residentBytes: number | null;
  readonly eventLoopLagSeconds: number | null;
  readonly connections: number | null;
  readonly networkReceivedBytes: number | null;
  readonly networkSentBytes: number | null;
  readonly blockReadBytes: number | null;
  readonly blockWrittenBytes: number | null;
}

export const nothingTold: Reading = {
  cpuSeconds: null,
  residentBytes: null,
  eventLoopLagSeconds: null,
  connections: null,
  networkReceivedBytes: null,
  networkSentBytes: null,
  blockReadBytes: null,
  blockWrittenBytes: null,
};

export interface Reader {
  readonly source: ResourceSource;
  /** @throws SubjectGone when there will be no more; any other error is one reading less */
  read(): Promise<Reading>;
  /** Lets go of connections. Never rejects. */
  close(): Promise<void>;
}

export class SubjectGone extends Error {}
