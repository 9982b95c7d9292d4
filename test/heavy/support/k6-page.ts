/** What a running k6 pushes, as a page to be scraped: that a run is under way, and which. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface K6Page {
  /** host:port */
  readonly target: string;
  close(): Promise<void>;
}

export async function startK6Page(testid: string): Promise<K6Page> {
  const text = ["k6_vus", "k6_vus_max"].map(
    (name) => `# TYPE ${name} gauge\n${name}{testid="${testid}"} 5\n`,
  );
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/plain; version=0.0.4" }).end(text.join(""));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    target: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
