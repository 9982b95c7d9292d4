/**
 * The same load on two servers at the same time: every virtual user asks the one and the other in
 * turn, so that whatever else happens on the machine meets both. BENCH_RATE=0: a closed loop of
 * BENCH_VUS; otherwise so many pairs of requests per second. BENCH_CREATE=<prefix>: creates users of
 * that prefix, else lists them.
 */
import http from "k6/http";
import exec from "k6/execution";

const {
  BENCH_OURS: ours,
  BENCH_YARDSTICK: yardstick,
  BENCH_CREATE: create,
  BENCH_DURATION: duration,
} = __ENV;
const vus = Number(__ENV.BENCH_VUS);
const rate = Number(__ENV.BENCH_RATE);
const sides = [
  { url: ours, params: { tags: { side: "ours" }, headers: { "content-type": "application/json" } } },
  {
    url: yardstick,
    params: { tags: { side: "yardstick" }, headers: { "content-type": "application/json" } },
  },
];

export const options = {
  scenarios: {
    main:
      rate === 0
        ? { executor: "constant-vus", vus, duration }
        : { executor: "constant-arrival-rate", rate, timeUnit: "1s", duration, preAllocatedVUs: vus },
  },
  discardResponseBodies: true,
  summaryTrendStats: ["med", "p(99)"],
  // Always met: they make k6 tell of each side.
  thresholds: {
    "http_reqs{side:ours}": ["count>=0"],
    "http_reqs{side:yardstick}": ["count>=0"],
    "http_req_duration{side:ours}": ["p(99)>=0"],
    "http_req_duration{side:yardstick}": ["p(99)>=0"],
  },
};

http.setResponseCallback(http.expectedStatuses(create === "" ? 200 : 201));

export default function () {
  const number = exec.scenario.iterationInTest;
  for (const first of [0, 1]) {
    const side = (number + first) % 2;
    const { url, params } = sides[side];
    if (create === "") http.get(url, params);
    else http.post(url, newUser(`${create}-${side}-${number}`), params);
  }
}

function newUser(username) {
  return JSON.stringify({ username, email: `${username}@example.test` });
}

export function handleSummary(data) {
  return { [__ENV.TIDEMARK_SUMMARY]: JSON.stringify(data) };
}
