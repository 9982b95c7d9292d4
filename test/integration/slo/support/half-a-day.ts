/**
 * Half a day of the api's users_list, minute by minute, as its counters would tell it:
 * - 10 good requests a minute for 600 minutes, with a restart in between: 6,000;
 * - 21 failures, the first of which gives birth to its series;
 * - 30 of the 6,021 slower than 0.5 s;
 * - a load test in which everything fails and nothing counts.
 * Quiet at both ends, so that no figure depends on when the window begins.
 */
import type { HandMadeSeries } from "../../../support/remote-write.ts";

const minuteSeconds = 60;
const quietMinutes = 110;
const busyMinutes = 600;
const endMinutes = 780;
const restartAt = 400;
const failuresFrom = 300;

export const halfADay = { total: 6021, failed: 21, slow: 30 } as const;

const endpoint = { service: "api", method: "GET", endpoint: "/api/v1/users", instance: "a" };

/** @param more labels of every series */
export function halfADayUntil(
  nowSeconds: number,
  more: Readonly<Record<string, string>> = {},
): readonly HandMadeSeries[] {
  const start = nowSeconds - endMinutes * minuteSeconds;
  const series = (
    labels: Readonly<Record<string, string>>,
    value: (minute: number) => number | null,
  ): HandMadeSeries => ({
    labels: { ...endpoint, traffic: "user", ...labels, ...more },
    points: Array.from({ length: endMinutes }, (_, minute) => ({
      timeSeconds: start + minute * minuteSeconds,
      value: value(minute - quietMinutes) ?? Number.NaN,
    })).filter((point) => !Number.isNaN(point.value)),
  });
  const requests = { __name__: "http_requests_total" };
  const duration = "http_request_duration_seconds";
  return [
    series({ ...requests, status_code: "200" }, (minute) => afterRestart(500, minute, good)),
    series({ ...requests, status_code: "503" }, (minute) =>
      minute < failuresFrom ? null : afterRestart(0, minute, failed),
    ),
    series({ ...requests, status_code: "503", traffic: "synthetic" }, (minute) => 1000 * (minute + 200)),
    series({ __name__: `${duration}_count` }, (minute) =>
      afterRestart(500, minute, (at) => good(at) + failed(at)),
    ),
    series({ __name__: `${duration}_bucket`, le: "0.5" }, (minute) =>
      afterRestart(500, minute, (at) => good(at) + failed(at) - slow(at)),
    ),
  ];
}

function good(minute: number): number {
  return 10 * Math.min(busyMinutes, Math.max(0, minute));
}

function failed(minute: number): number {
  return Math.min(21, Math.max(0, minute - failuresFrom + 1));
}

/** One a minute from the 200th on. */
function slow(minute: number): number {
  return Math.min(30, Math.max(0, minute - 200));
}

/** Since the process began, which had counted `before` when the day did. */
function afterRestart(before: number, minute: number, of: (minute: number) => number): number {
  return minute < restartAt ? before + of(minute) : of(minute) - of(restartAt - 1);
}
