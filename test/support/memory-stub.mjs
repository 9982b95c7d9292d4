/**
 * A process whose memory does what its argument says, by the clock, so that a busy machine changes
 * nothing: `leak` grows for ever, `level` climbs and rests, `sawtooth` fills and is collected, `clean`
 * does nothing. It begins at the first byte on stdin, so that whoever looks can be there before. With a
 * second argument it begins at once, serves its metrics page and any request on that port, and says
 * the port it got on its first line. What is collected has to be given back at once: a collector that
 * frees on threads of its own, and an allocator that keeps, blur the sawtooth on a busy machine.
 *     MALLOC_MMAP_THRESHOLD_=65536 node --expose-gc --single-threaded-gc memory-stub.mjs leak [0]
 */
import { createServer } from "node:http";
import { setInterval } from "node:timers";

const MiB = 2 ** 20;
const TICK_MS = 10;
const [, , course = "clean", port] = process.argv;

/** Of the sawtooth. No simple multiple of a sampling interval: samples in step with it would see a trend. */
const CYCLE_SECONDS = 0.1618;

/** MiB to hold after so many seconds. */
const courses = {
  leak: (seconds) => 25 * seconds,
  level: (seconds) => Math.min(100, 40 * seconds),
  sawtooth: (seconds) => 40 * ((seconds / CYCLE_SECONDS) % 1),
  clean: () => 0,
};

const held = [];
if (port === undefined) {
  process.stdin.once("data", follow);
  process.stdout.write("ready\n");
} else {
  follow();
  serve(Number(port));
}

function follow() {
  const startMs = performance.now();
  setInterval(() => {
    const wanted = courses[course]((performance.now() - startMs) / 1000);
    while (held.length < Math.floor(wanted)) held.push(Buffer.alloc(MiB, 1));
    if (held.length > wanted + 1) {
      held.length = 0;
      globalThis.gc();
    }
  }, TICK_MS);
}

function serve(wanted) {
  const server = createServer((request, response) => {
    if (request.url !== "/metrics") return void answer(request, response);
    response.end(`process_resident_memory_bytes ${process.memoryUsage.rss()}\ncache_hits_total 1\n`);
  });
  server.listen(wanted, "127.0.0.1", () => process.stdout.write(`${server.address().port}\n`));
}

function answer(request, response) {
  request.resume();
  response.writeHead(200, { "content-type": "application/json" }).end('{"status":"ok"}');
}
