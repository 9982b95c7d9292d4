/**
 * The one way in which a test sends a request. It names and tags the request, decides nothing,
 * and counts: a bad event for each objective that the request was bad for, and a sample of the
 * bodies. Bad events are rare, so counting and showing them is cheap; k6 itself counts the requests.
 *
 * Built once for each endpoint and virtual user: the parameters are changed in place rather than
 * made anew, nothing is iterated over on the way of a good answer (a `for of` costs as much as a
 * counter), and what is found by name is found once: what a generator spends on itself it takes from
 * its accuracy.
 */
import http, { type Params } from "k6/http";
import type { Objective } from "../core/objective/objective.ts";
import { syntheticTrafficHeader, tagNames } from "../core/record/names.ts";
import type { EndpointBehaviour, RequestContext, RequestParts } from "../core/system/behaviour.ts";
import type { Endpoint } from "../core/system/system.ts";
import { badEventsOf, surelyFastBelowMs, type Tags, unansweredMs } from "./bad-events.ts";
import { createBodyCheck } from "./body-check.ts";
import { createBodySample } from "./body-sample.ts";
import type { Credentials } from "./credentials.ts";
import type { FailureReports } from "./failure-reports.ts";
import { objectiveBad } from "./metrics.ts";

/** k6's error code for a URL it cannot use: nothing was sent, so nothing was counted either. */
const INVALID_URL = 1020;
const UNAUTHORIZED = 401;

export interface EndpointClientOptions {
  readonly endpoint: Endpoint;
  readonly behaviour: EndpointBehaviour;
  readonly baseAddress: string;
  readonly objectives: readonly Objective[];
  readonly checkEveryNthBody: number;
  /** Whether the caller needs the bodies. */
  readonly readsBodies: boolean;
  readonly vu: number;
  readonly traceparents: () => string;
  readonly credentials: Credentials;
  readonly failures: FailureReports;
}

/**
 * Sends one request and waits for its answer.
 * @returns null where the answer was not an expected one; else its body, "" where that was not read
 */
export type Send = (context: RequestContext) => string | null;

const NOTHING: RequestParts = {};

const send = http.request;
const nowMs = Date.now;

export function createEndpointClient(options: EndpointClientOptions): Send {
  const { endpoint, behaviour, baseAddress, traceparents, credentials, readsBodies } = options;
  const { name, method, expectedStatuses } = endpoint;
  const usualStatus = expectedStatuses[0];
  const ownUrl = http.url`${baseAddress + endpoint.path}`; // spares k6 parsing it for each request
  const { headers, jsonHeaders, unread, readable } = createParams(endpoint);
  credentials.keepIn(headers);
  credentials.keepIn(jsonHeaders);
  const bad = badEventsOf(name, options.objectives);
  const { checkBody, request } = behaviour;
  const report = options.failures.of(name);
  const tags = { [tagNames.endpoint]: name };
  const check = checkBody && createBodyCheck(name, checkBody, tags, options.failures.redact);
  const inSample = check ? createBodySample(options.checkEveryNthBody, options.vu) : null;
  const { beforeRequest } = credentials;
  const surelyFastMs = surelyFastBelowMs(bad.shortestLimitMs);

  return (context) => {
    let url: HttpURL | string = ownUrl;
    let parts = NOTHING;
    let body: string | null = null;
    const sampled = inSample?.() === true;
    const params = sampled || readsBodies ? readable : unread;
    if (request !== undefined) {
      parts = request(context);
      url = urlOf(baseAddress, endpoint.path, parts);
      if (parts.body !== undefined) body = JSON.stringify(parts.body);
      params.headers = body === null ? headers : jsonHeaders;
    }
    params.headers.Traceparent = traceparents();

    beforeRequest?.();
    const startedAtMs = nowMs();
    const response = send(method, url, body, params);
    const status = response.status;
    const elapsedMs = nowMs() - startedAtMs;
    // The end for nearly all: below zero the clock was set back, and says nothing.
    if (status === usualStatus && params === unread && elapsedMs < surelyFastMs && elapsedMs >= 0) return "";
    if (status === 0 && response.error_code === INVALID_URL) throw new Error(`${name}: ${response.error}`);

    if (status === UNAUTHORIZED) credentials.refused();
    const expected = expectedStatuses.includes(status);
    if (!expected) bad.onErrors.forEach(countBad);
    if (bad.shortestLimitMs !== null) {
      const timings = response.timings;
      const reportedMs = timings.blocked + timings.duration;
      const tookMs = status === 0 ? unansweredMs(reportedMs, elapsedMs) : reportedMs;
      if (tookMs > bad.shortestLimitMs) bad.slowerThan(tookMs).forEach(countBad);
    }
    if (!expected) {
      report(response, "", params.headers.Traceparent, startedAtMs);
      return null;
    }
    if (sampled && check) {
      const wrong = check(response.body as string, parts);
      if (wrong !== null) report(response, wrong, params.headers.Traceparent, startedAtMs);
    }
    return readsBodies ? (response.body as string) : "";
  };
}

function countBad(tags: Tags): void {
  objectiveBad.add(1, tags);
}

function urlOf(baseAddress: string, ownPath: string, { path, query }: RequestParts): string {
  const url = baseAddress + (path ?? ownPath);
  return query === undefined ? url : `${url}?${query}`;
}

type HttpURL = ReturnType<typeof http.url>;
/** Names as Go writes them, which spares k6 rewriting them. */
type Headers = Record<string, string> & { Traceparent: string };
type ReusableParams = Params & { headers: Headers };

interface EndpointParams {
  readonly headers: Headers;
  readonly jsonHeaders: Headers;
  /** For an answer whose body is thrown away, as k6's options say. */
  readonly unread: ReusableParams;
  readonly readable: ReusableParams;
}

function createParams({ name, service, expectedStatuses, timeoutSeconds }: Endpoint): EndpointParams {
  const headers = { [syntheticTrafficHeader.name]: syntheticTrafficHeader.value, Traceparent: "" };
  const unread = {
    headers,
    tags: { [tagNames.name]: name, [tagNames.endpoint]: name, [tagNames.service]: service },
    timeout: timeoutSeconds * 1000,
    responseCallback: http.expectedStatuses(...expectedStatuses),
  };
  return {
    headers,
    jsonHeaders: { ...headers, "Content-Type": "application/json" },
    unread,
    readable: { ...unread, responseType: "text" },
  };
}
