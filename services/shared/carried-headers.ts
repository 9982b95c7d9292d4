/**
 * What a request hands on to the requests that it causes in other services: its id, its trace
 * context (W3C, unchanged: these services are no tracers) and the mark of a test's traffic.
 */
import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { syntheticTrafficHeader } from "../../lib/core/record/names.ts";

export type CarriedHeaders = Readonly<Record<string, string>>;

export const requestIdHeader = "x-request-id";
const trafficHeader = syntheticTrafficHeader.name.toLowerCase();

/** Ids come from outside and end in logs: short, and of harmless characters only. */
const acceptableId = /^[\w.:-]{1,128}$/;
const acceptableTraceparent = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** The caller's request id where it is acceptable, a new one where not. */
export function requestIdOf(request: Pick<IncomingMessage, "headers">): string {
  const given = request.headers[requestIdHeader];
  return typeof given === "string" && acceptableId.test(given) ? given : randomUUID();
}

export function traceparentOf(request: Pick<IncomingMessage, "headers">): string | null {
  const given = request.headers.traceparent;
  return typeof given === "string" && acceptableTraceparent.test(given) ? given : null;
}

export function carriedHeaders(
  request: Pick<IncomingMessage, "headers"> & { readonly id: string },
): CarriedHeaders {
  const carried: Record<string, string> = { [requestIdHeader]: request.id };
  const traceparent = traceparentOf(request);
  if (traceparent !== null) {
    carried.traceparent = traceparent;
    if (typeof request.headers.tracestate === "string") carried.tracestate = request.headers.tracestate;
  }
  if (request.headers[trafficHeader] === syntheticTrafficHeader.value) {
    carried[trafficHeader] = syntheticTrafficHeader.value;
  }
  return carried;
}
