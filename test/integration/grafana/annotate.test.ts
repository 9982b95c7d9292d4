/** What Grafana gets of a run, and what becomes of a Grafana that does not take it. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import type { RunAnnouncement } from "../../../lib/core/report/run-announcement.ts";
import { annotate } from "../../../lib/node/grafana/annotate.ts";

const announcement: RunAnnouncement = {
  startMs: 1_700_000_000_000,
  endMs: 1_700_000_030_000,
  tags: ["tidemark", "k6", "a-run"],
  text: "sustained on embedded: pass",
};
const token = "glsa_secret";

interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

describe("an annotation of Grafana", () => {
  let close: () => Promise<void> = () => Promise.resolve();
  afterEach(() => close());

  /** @param answer null: never */
  async function grafana(answer: { status: number; body: string; location?: string } | null) {
    const received: Received[] = [];
    const server = createServer((request, response) => {
      let body = "";
      request.on("data", (piece: Buffer) => (body += piece.toString()));
      request.on("end", () => {
        const { method, url, headers } = request;
        received.push({ method, url, authorization: headers.authorization, body: JSON.parse(body) });
        if (answer === null) return;
        response.writeHead(answer.status, answer.location === undefined ? {} : { location: answer.location });
        response.end(answer.body);
      });
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    close = () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      });
    return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  }

  it("is posted with time, end, tags and text, and with the token", async () => {
    const { received, url } = await grafana({ status: 200, body: '{"message":"Annotation added","id":1}' });
    expect(await annotate({ url: new URL(url), token }, announcement)).to.equal(null);
    expect(received).to.deep.equal([
      {
        method: "POST",
        url: "/api/annotations",
        authorization: `Bearer ${token}`,
        body: {
          time: 1_700_000_000_000,
          timeEnd: 1_700_000_030_000,
          tags: ["tidemark", "k6", "a-run"],
          text: "sustained on embedded: pass",
        },
      },
    ]);
  });

  it("goes below the path of a Grafana that is not at the root of its address", async () => {
    const { received, url } = await grafana({ status: 200, body: "{}" });
    for (const path of ["/grafana", "/grafana/"])
      await annotate({ url: new URL(url + path), token }, announcement);
    expect(received.map((one) => one.url)).to.deep.equal(Array(2).fill("/grafana/api/annotations"));
  });

  it("that is refused is told with Grafana's own words, and without the token", async () => {
    const { url } = await grafana({ status: 403, body: '{"message":"You need annotations:create"}' });
    const problem = await annotate({ url: new URL(url), token }, announcement);
    expect(problem).to.equal(`${url}/api/annotations must answer 200, got 403 (You need annotations:create)`);
  });

  it("is not sent on to another address, with its token", async () => {
    const { received, url } = await grafana({ status: 302, body: "", location: "/elsewhere" });
    expect(await annotate({ url: new URL(url), token }, announcement)).to.include("got 302");
    expect(received).to.have.length(1);
  });

  it("tells when nobody listens", async () => {
    const { url } = await grafana({ status: 200, body: "" });
    await close();
    close = () => Promise.resolve();
    expect(await annotate({ url: new URL(url), token }, announcement)).to.include(
      "gave no answer (ECONNREFUSED)",
    );
  });

  it("waits no longer than its limit", async () => {
    const { url } = await grafana(null);
    expect(await annotate({ url: new URL(url), token }, announcement, 50)).to.include("none within 0.05 s");
  });

  it("shows the beginning of a page that is no answer of Grafana's", async () => {
    const { url } = await grafana({ status: 502, body: `<html>${"x".repeat(1_000)}` });
    const problem = await annotate({ url: new URL(url), token }, announcement);
    expect(problem).to.include("got 502 (<html>xxx").and.to.have.length.below(350);
  });
});
