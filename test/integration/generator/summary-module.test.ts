import { createHash } from "node:crypto";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { writeFileSync } from "node:fs";
import { expect } from "chai";
import { provideSummaryModule, type SummaryModule } from "../../../lib/node/generator/summary-module.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const source = "export const textSummary = () => 'text'; export const jUnit = () => '<xml/>';";
const sha256 = createHash("sha256").update(source).digest("hex");
const anHourMs = 3_600_000;

describe("provideSummaryModule", () => {
  const path = temporaryFolder();
  let server: Server;
  let asked: number;
  let answer: (response: ServerResponse) => void;

  beforeEach(async () => {
    asked = 0;
    answer = (response) => response.end(source);
    server = createServer((_request, response) => {
      asked += 1;
      answer(response);
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/index.js`;
  const provide = (atMs = 0, cacheFolder = path("cache")): Promise<SummaryModule> =>
    provideSummaryModule({
      pinned: { version: "0.1.0", url: url(), sha256 },
      cacheFolder,
      timeoutMs: 200,
      nowMs: () => atMs,
    });

  it("fetches the published module once, and then takes it from the cache", async () => {
    const published = { description: "k6-jslib-summary 0.1.0", source };
    expect(await provide()).to.deep.equal(published);
    expect(await provide()).to.deep.equal(published);
    expect(asked).to.equal(1);
  });

  for (const [what, respond, reason] of [
    ["is not there", (r: ServerResponse) => r.writeHead(404).end(), /answered 404/],
    [
      "is not the file that was pinned",
      (r: ServerResponse) => r.end("other"),
      /not the file that was pinned/,
    ],
    ["does not come", () => undefined, /no answer in 0\.2 s/],
    ["stops half way", (r: ServerResponse) => r.writeHead(200).write("expo"), /no answer in 0\.2 s/],
  ] as const) {
    it(`leaves the work to our own formatter, and says why, when the module ${what}`, async () => {
      answer = respond;
      const { description, source: none } = await provide();
      expect(none).to.equal(null);
      expect(description)
        .to.match(/^own formatter \(k6-jslib-summary was not to be had: /)
        .and.match(reason);
    });
  }

  it("remembers a failure for an hour, so that a build without the web is fast, and then tries again", async () => {
    answer = (response) => response.writeHead(404).end();
    await provide(0);
    answer = (response) => response.end(source);
    expect(await provide(anHourMs - 1)).to.have.property("source", null);
    expect(asked).to.equal(1);
    expect(await provide(anHourMs)).to.have.property("source", source);
  });

  it("does not trust a cached file that was changed", async () => {
    await provide();
    writeFileSync(path("cache/modules/k6-jslib-summary-0.1.0.js"), "changed");
    expect(await provide()).to.have.property("source", source);
    expect(asked).to.equal(2);
  });

  it("does without a cache that can't be written", async () => {
    writeFileSync(path("file"), "");
    expect(await provide(0, path("file"))).to.have.property("source", source);
  });
});
