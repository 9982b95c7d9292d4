/** A Redis of a test's own, as a cache is run: nothing on disk, so that a restart empties it. */
import { askOverTcp, portOfItsOwn, startOwnStore, type OwnStore } from "./own-store.ts";
import { programOnPath } from "./program-on-path.ts";
import type { StorePlace } from "./store-place.ts";

/** @returns the store, or why there is none */
export async function startOwnRedis(place: StorePlace): Promise<OwnStore | string> {
  const command = programOnPath("redis-server");
  if (command === null) return "needs redis-server on the PATH";
  const port = await portOfItsOwn();
  const listening = ["--port", String(port), "--bind", "127.0.0.1", "--dir", place.folder("redis")];
  const store = await startOwnStore({
    name: "Redis",
    url: `redis://127.0.0.1:${port}`,
    command,
    args: [...listening, "--save", "", "--appendonly", "no"],
    env: process.env,
    logFile: place.logFile("redis"),
    ledger: place.ledger,
    stopSignal: "SIGTERM",
    ask: () => askOverTcp(port, "PING\r\n", "+PONG"),
  });
  return place.keep(store);
}
