import { expect } from "chai";
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { apiService } from "../../../services/api/service.ts";
import { get, post } from "./support/http.ts";
import { runInProcess, type RunningService } from "./support/running-service.ts";

const deadlineMs = 300;
/** On a busy machine. */
const marginMs = 500;

/** In the place of the postgres service: answers as the test says and remembers what it heard. */
interface Double {
  answer: (response: ServerResponse) => void;
  heard: IncomingHttpHeaders[];
}

describe("the api when the service behind it fails", () => {
  let server: Server;
  let api: RunningService;
  const double: Double = { answer: () => undefined, heard: [] };

  beforeEach(async () => {
    double.heard = [];
    double.answer = () => undefined;
    server = createServer((request, response) => {
      double.heard.push(request.headers);
      double.answer(response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    api = await runInProcess(apiService, {
      POSTGRES_SERVICE_URL: `http://127.0.0.1:${port}`,
      MONGO_SERVICE_URL: `http://127.0.0.1:${port}`,
      UPSTREAM_DEADLINE_MS: String(deadlineMs),
      UPSTREAM_CONNECTIONS: "1",
    });
  });

  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await api.close();
  });

  const list = (headers: Record<string, string> = {}) => get(`${api.address}/api/v1/users`, headers);

  it("answers 502 when it cannot be reached", async () => {
    server.close();
    const { status, body } = await list();
    expect([status, body.code]).to.deep.equal([502, "upstream-unreachable"]);
  });

  it("answers 502 when the connection breaks before or within the answer", async () => {
    const breaks: ((response: ServerResponse) => void)[] = [
      (response) => response.destroy(),
      (response) => response.writeHead(200, { "content-length": "100" }).write("{", () => response.destroy()),
    ];
    for (const answer of breaks) {
      double.answer = answer;
      const { status, body } = await list();
      expect([status, body.code]).to.deep.equal([502, "upstream-unreachable"]);
    }
  });

  it("answers 502 to a status that the contract does not know", async () => {
    for (const unexpected of [500, 404, 301]) {
      double.answer = (response) => response.writeHead(unexpected).end("{}");
      const { status, body } = await list();
      expect([status, body.code]).to.deep.equal([502, "upstream-unexpected"]);
    }
    double.answer = (response) => response.writeHead(409).end("{}");
    const created = await post(`${api.address}/api/v1/users`, { username: "abc", email: "a@b.test" });
    expect([created.status, created.body.code]).to.deep.equal([502, "upstream-unexpected"]);
  });

  it("answers 502 to an answer without end", async () => {
    double.answer = (response) => response.writeHead(200).end(Buffer.alloc(2 * 1024 * 1024));
    expect((await list()).status).to.equal(502);
  });

  it("answers 503 when it cannot serve, and hands on when to try again", async () => {
    double.answer = (response) => response.writeHead(503, { "retry-after": "7" }).end("{}");
    const { status, headers, body } = await list();
    expect([status, body.code, headers.get("retry-after")]).to.deep.equal([503, "upstream-unavailable", "7"]);
  });

  it("answers 504 at the deadline when nothing, or only a beginning, comes back", async () => {
    const hangs: ((response: ServerResponse) => void)[] = [
      () => undefined,
      (response) => response.writeHead(200, { "content-length": "100" }).write("{"),
    ];
    for (const answer of hangs) {
      double.answer = answer;
      const { status, body, tookMs } = await list();
      expect([status, body.code]).to.deep.equal([504, "upstream-deadline"]);
      expect(tookMs).to.be.within(deadlineMs - 20, deadlineMs + marginMs);
    }
  });

  it("answers 504 at the deadline to those who wait for a connection too, and does not send their requests", async () => {
    double.answer = () => undefined;
    const waiting = 20;
    const answers = await Promise.all(Array.from({ length: waiting }, () => list()));
    for (const { status, tookMs } of answers) {
      expect(status).to.equal(504);
      expect(tookMs).to.be.below(deadlineMs + marginMs);
    }
    double.answer = (response) => response.writeHead(200, { "content-type": "application/json" }).end("{}");
    expect((await list()).status).to.equal(200);
    // One that came a moment later may be sent in the moment between the first one's deadline and its own.
    expect(double.heard.length).to.be.within(2, waiting / 2);
  });

  it("tells on /ready that it cannot serve, while /health and /livez tell of itself", async () => {
    double.answer = (response) => response.writeHead(503).end("{}");
    expect((await get(`${api.address}/ready`)).status).to.equal(503);
    for (const path of ["/health", "/livez"]) {
      const { status, body } = await get(api.address + path);
      expect([status, body]).to.deep.equal([200, { status: "ok", service: "api" }]);
    }
  });

  it("hands request id, trace context and the mark of a test's traffic on", async () => {
    double.answer = (response) => response.writeHead(200).end("{}");
    const carried = {
      "x-request-id": "run-1:7",
      traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
      tracestate: "vendor=1",
      "x-tidemark-traffic": "synthetic",
    };
    await list({ ...carried, authorization: "Bearer secret", cookie: "a=b" });
    expect(double.heard[0]).to.include(carried);
    expect(double.heard[0]).not.to.have.any.keys("authorization", "cookie");
  });

  it("sends nothing on when the request itself is wrong", async () => {
    expect((await list()).status).to.equal(504);
    double.heard = [];
    expect((await get(`${api.address}/api/v1/users?page=0`)).status).to.equal(400);
    expect((await post(`${api.address}/api/v1/users`, {})).status).to.equal(400);
    expect(double.heard).to.deep.equal([]);
  });
});
