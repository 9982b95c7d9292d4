/**
 * The least that a person would write to load one endpoint.
 * No checks, no tags beyond k6's own, bodies thrown away.
 */
import http from "k6/http";

const url = __ENV.BENCH_URL;

export const options = {
  scenarios: {
    main: { executor: "constant-vus", vus: Number(__ENV.BENCH_VUS), duration: __ENV.BENCH_DURATION },
  },
  discardResponseBodies: true,
};

export default function () {
  http.get(url);
}

export function handleSummary(data) {
  return { [__ENV.TIDEMARK_SUMMARY]: JSON.stringify(data) };
}
