/**
 * A TCP proxy whose far side can be taken away: `cut` closes everything and refuses what comes,
 * `hangUp` closes everything and accepts what comes only to close it at once, as a proxy does whose far
 * side is down, `silence` accepts and passes nothing on, `mend` makes it whole again. Connections that
 * lost bytes in a silence end with it: what came later on them would be out of step, as it never is in TCP.
 */
import { createServer, connect, type AddressInfo, type Socket } from "node:net";

export interface BreakableProxy {
  readonly port: number;
  cut(): Promise<void>;
  hangUp(): void;
  silence(): void;
  mend(): Promise<void>;
  close(): Promise<void>;
}

export async function startBreakableProxy(host: string, port: number): Promise<BreakableProxy> {
  const sockets = new Set<Socket>();
  let silent = false;
  let hungUp = false;
  const destroyAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((near) => {
    if (hungUp) {
      near.destroy();
      return;
    }
    const far = connect({ host, port });
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on("data", (chunk) => {
        if (!silent) to.write(chunk);
      });
      from.on("error", () => to.destroy());
      from.on("close", () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  const listen = (on: number) => new Promise<void>((resolve) => server.listen(on, "127.0.0.1", resolve));
  const cut = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      destroyAll();
    });
  await listen(0);
  const own = (server.address() as AddressInfo).port;
  return {
    port: own,
    cut,
    hangUp: () => {
      hungUp = true;
      destroyAll();
    },
    silence: () => void (silent = true),
    mend: async () => {
      if (silent) destroyAll();
      silent = false;
      hungUp = false;
      if (!server.listening) await listen(own);
    },
    close: async () => {
      if (server.listening) await cut();
    },
  };
}
