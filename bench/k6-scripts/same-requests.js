/**
 * The requests that ours sends, by hand: the same names, tags, headers and time limit, and their status and
 * time looked at, as a careful person would write it to tell endpoints, phases and traces apart.
 */
import http from "k6/http";

const url = http.url`${__ENV.BENCH_URL}`;
const LIMIT_MS = 1000;

export const options = {
  scenarios: {
    main: {
      executor: "constant-vus",
      vus: Number(__ENV.BENCH_VUS),
      duration: __ENV.BENCH_DURATION,
      tags: { phase: "main" },
    },
  },
  discardResponseBodies: true,
  maxRedirects: 0,
  systemTags: ["status", "method", "name", "scenario", "error", "error_code", "expected_response"],
};

const params = {
  timeout: 5000,
  responseCallback: http.expectedStatuses(200),
  tags: { name: "users_list", endpoint: "users_list", service: "api" },
  headers: {
    "X-Tidemark-Traffic": "synthetic",
    Traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
  },
};

export default function () {
  const { status, timings } = http.request("GET", url, null, params);
  if (status !== 200 || timings.blocked + timings.duration > LIMIT_MS) console.warn("bad");
}

export function handleSummary(data) {
  return { [__ENV.TIDEMARK_SUMMARY]: JSON.stringify(data) };
}
