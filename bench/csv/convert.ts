/**
 * Converts as much of k6's CSV output as it is told, in pieces as a pipe would bring them, and says on
 * stdout how long that took and how much memory it held at most. Made up: every request is like the next.
 */
import { performance } from "node:perf_hooks";
import { createRequestRows } from "../../lib/node/generator/request-rows.ts";

const MEBIBYTE = 2 ** 20;
const PIECE = 65_536;

/** As k6 v2.2.0 writes it with the system tags of lib/k6/options.ts. */
const header =
  "metric_name,timestamp,metric_value,error,error_code,expected_response,method,name,scenario,status," +
  "extra_tags,metadata\n";

const metrics = [
  "http_reqs",
  "http_req_duration",
  "http_req_blocked",
  "http_req_connecting",
  "http_req_tls_handshaking",
  "http_req_sending",
  "http_req_waiting",
  "http_req_receiving",
  "http_req_failed",
];

const request = metrics
  .map(
    (metric) =>
      `${metric},1767323045123,12.345678,,,true,GET,users_list,steady,200,` +
      "endpoint=users_list&phase=main&service=api,\n",
  )
  .join("");

const bytes = Number(process.argv[2]) * MEBIBYTE;
const rows = createRequestRows(new Map([["steady", "main"]]));
const block = request.repeat(Math.ceil((4 * MEBIBYTE) / request.length));
let written = rows.push(header).length;
const startMs = performance.now();
let read = 0;
while (read < bytes) {
  for (let from = 0; from < block.length && read < bytes; from += PIECE) {
    const piece = block.slice(from, from + PIECE);
    read += piece.length;
    written += rows.push(piece).length;
  }
}
const seconds = (performance.now() - startMs) / 1000;
const maxMiB = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ seconds, maxMiB, requests: rows.count, read, written }));
