/** An HTTP server of ours for one other process of this machine: on loopback, on a free port, for whoever has the token. */
import { createHash, timingSafeEqual } from "node:crypto";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

/** @returns its address, without a path. @throws Error where there is no port to be had */
export async function listenOnLoopback(server: Server): Promise<string> {
  await new Promise<void>((listening, failed) => {
    server.once("error", failed);
    server.listen(0, "127.0.0.1", listening);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Ends what is under way, too. */
export function closeAtOnce(server: Server): Promise<void> {
  return new Promise((closed) => {
    server.close(() => closed());
    server.closeAllConnections();
  });
}

/** @param authorization the header. Hashed first, so that neither content nor length show in the time that it takes. */
export function carriesToken(authorization: string | undefined, token: string): boolean {
  const hash = (value: string) => createHash("sha256").update(value).digest();
  return timingSafeEqual(hash(authorization ?? ""), hash(`Bearer ${token}`));
}
