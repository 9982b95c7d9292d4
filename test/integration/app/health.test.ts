import { createServer as createTcpServer } from "node:net";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { awaitHealthy, healthTargets } from "../../../lib/app/run/health.ts";
import { PreflightError } from "../../../lib/app/run/preflight-error.ts";
import { createTargetClient } from "../../../lib/app/run/target-client.ts";
import { openAccess } from "../../../lib/core/system/access.ts";
import { answer, startScriptedServer } from "../../support/scripted-server.ts";

const quick = { withinMs: 600, requestTimeoutMs: 200, pauseMs: 10 };
const never = new AbortController().signal;
const client = createTargetClient(openAccess, null);
const services = [{ name: "shop", description: "", defaultPort: 1, healthPath: "/health" }];

/** What preflight found at the address, or null. */
async function findingAt(url: string, signal = never): Promise<string | null> {
  try {
    await awaitHealthy(healthTargets(services, { shop: url }), quick, signal, client);
    return null;
  } catch (error) {
    if (!(error instanceof PreflightError)) throw error;
    expect(error.code).to.equal("unhealthy");
    return error.message;
  }
}

describe("waiting for health", () => {
  after(() => client.close());

  it("is content with one 200", async () => {
    const server = await startScriptedServer();
    expect(await findingAt(server.url)).to.equal(null);
    expect(server.counts.get("GET /health")).to.equal(1);
    await server.close();
  });

  it("waits for a service that is not ready at first", async () => {
    let asked = 0;
    const server = await startScriptedServer(
      (_request, response) => ++asked < 3 && answer(response, 503, {}),
    );
    expect(await findingAt(server.url)).to.equal(null);
    expect(asked).to.equal(3);
    await server.close();
  });

  it("names service, address and status of one that stays unhealthy", async () => {
    const server = await startScriptedServer((_request, response) => answer(response, 500, {}));
    expect(await findingAt(server.url)).to.include(`shop (${server.url}/health): answered 500`);
    await server.close();
  });

  it("does not take a redirect for health", async () => {
    const server = await startScriptedServer((_request, response) => {
      response.writeHead(302, { location: "/elsewhere" }).end();
      return true;
    });
    expect(await findingAt(server.url)).to.include("answered 302");
    await server.close();
  });

  it("gives up on one that accepts the connection and never answers", async () => {
    const server = createTcpServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    expect(await findingAt(`http://127.0.0.1:${port}`)).to.include("no answer within 0.2 s");
    server.close();
  });

  it("says of a closed port that the connection was refused", async () => {
    expect(await findingAt("http://127.0.0.1:1")).to.include("connection refused");
  });

  it("ends at once when the run is interrupted", async () => {
    const abort = new AbortController();
    abort.abort(new Error("enough"));
    const outcome = await findingAt("http://127.0.0.1:1", abort.signal).catch(
      (error: unknown) => (error as Error).message,
    );
    expect(outcome).to.equal("enough");
  });
});
