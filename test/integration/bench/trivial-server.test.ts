import { expect } from "chai";
import { startTrivialServer, type TrivialServer } from "../../../bench/trivial-server/start.ts";
import { checkHealth, checkUserList } from "../../../system/bodies.ts";

describe("the bench's trivial server", () => {
  let server: TrivialServer;

  beforeEach(async () => {
    server = await startTrivialServer();
  });

  afterEach(() => server.stop());

  it("answers with a page of users that passes the shipped body check", async () => {
    const response = await fetch(`${server.address}/api/v1/users`);
    expect(response.status).to.equal(200);
    expect(checkUserList(await response.json())).to.equal(null);
  });

  it("answers /health with a body that passes the shipped body check", async () => {
    const response = await fetch(`${server.address}/health`);
    expect(checkHealth(await response.json())).to.equal(null);
  });

  it("holds the answers of a stall until its end and answers at once again afterwards", async () => {
    const lengthMs = 300;
    server.stall(0, lengthMs);
    const startedAtMs = performance.now();
    await Promise.all([fetch(server.address), fetch(server.address)]);
    expect(performance.now() - startedAtMs).to.be.within(lengthMs - 5, lengthMs + 200);

    const againAtMs = performance.now();
    await fetch(server.address);
    expect(performance.now() - againAtMs).to.be.below(lengthMs / 2);
  });
});
