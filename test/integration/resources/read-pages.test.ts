/** Pages of several services at once: one that is no page costs itself alone. */
import { expect } from "chai";
import { readPages } from "../../../lib/node/resources/read-pages.ts";
import { startScriptedServer } from "../../support/scripted-server.ts";

describe("readPages", () => {
  it("has the samples of those that answer, and a note for each that does not", async () => {
    const server = await startScriptedServer((request, response) => {
      if (request.url === "/metrics") response.end("queue_depth 3\n");
      else response.writeHead(500).end();
      return true;
    });
    const gone = await startScriptedServer();
    await gone.close();
    try {
      const { pages, notes } = await readPages([
        ["api", `${server.url}/metrics`],
        ["mongo", `${server.url}/broken`],
        ["postgres", `${gone.url}/metrics`],
      ]);
      expect([...pages]).to.deep.equal([["api", [{ name: "queue_depth", labels: {}, value: 3 }]]]);
      expect(notes.toSorted()).to.deep.equal([
        `metrics of mongo: ${server.url}/broken answered 500`,
        `metrics of postgres: ${gone.url}/metrics does not answer: connect ECONNREFUSED ${new URL(gone.url).host}`,
      ]);
    } finally {
      await server.close();
    }
  });
});
