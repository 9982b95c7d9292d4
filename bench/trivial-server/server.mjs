/**
 * A server that costs as little as Node allows, so that a benchmark measures the generator: it
 * looks for the end of each request's head and answers with bytes made beforehand. It reads no
 * body and knows two answers: a health body for `/health`, the first page of users for all else.
 *
 * `{ type: "stall", afterMs, lengthMs }` makes it hold every answer from `afterMs` after the next
 * request until `lengthMs` later: a stall whose latencies have a closed form.
 */
import { createServer } from "node:net";

const END_OF_HEAD = "\r\n\r\n";
const users = Array.from({ length: 20 }, (_, index) => ({
  id: index + 1,
  username: `user-${index + 1}`,
  email: `user-${index + 1}@example.test`,
  createdAt: "2026-01-01T00:00:00.000Z",
}));
const usersAnswer = answer({ users, page: 1, pageSize: users.length, total: 10_000 });
const healthAnswer = answer({ status: "ok" });

/** Null: no stall is planned. Times are those of `performance.now()`. */
let stall = null;

function answer(body) {
  const text = JSON.stringify(body);
  const head = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}`;
  return Buffer.from(`${head}${END_OF_HEAD}${text}`);
}

/** How long to hold an answer that is due now. */
function heldMs() {
  if (stall === null) return 0;
  const now = performance.now();
  stall.startsAt ??= now + stall.afterMs;
  const endsAt = stall.startsAt + stall.lengthMs;
  return now >= stall.startsAt && now < endsAt ? endsAt - now : 0;
}

function respond(socket, bytes) {
  const waitMs = heldMs();
  if (waitMs === 0) socket.write(bytes);
  else setTimeout(() => socket.writable && socket.write(bytes), waitMs);
}

const server = createServer({ noDelay: true }, (socket) => {
  let pending = "";
  socket.on("data", (chunk) => {
    pending += chunk.toString("latin1");
    for (let end = pending.indexOf(END_OF_HEAD); end !== -1; end = pending.indexOf(END_OF_HEAD)) {
      respond(socket, pending.startsWith("GET /health ") ? healthAnswer : usersAnswer);
      pending = pending.slice(end + END_OF_HEAD.length);
    }
  });
  socket.on("error", () => socket.destroy());
});

process.on("message", (message) => {
  if (message.type === "stall") stall = { afterMs: message.afterMs, lengthMs: message.lengthMs };
});
process.on("disconnect", () => process.exit());
server.listen(0, "127.0.0.1", () => process.send?.({ type: "ready", port: server.address().port }));
