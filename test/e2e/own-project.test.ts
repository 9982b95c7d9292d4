/** A team's folder outside the repository, with the files of docs/own-system.md and nothing else. */
import { expect } from "chai";
import { filesOf, writeFiles } from "../support/documentation.ts";
import { answer, type Behaviour, startScriptedServer } from "../support/scripted-server.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { onlyRecord, tidemark } from "../support/tidemark.ts";

/** Enough for the goal of 99 %, which takes 299 requests. */
const SHORT = ["--rate", "300", "--duration", "2s", "--quiet"];

describe("a project of one service and one endpoint, as the documentation shows it", () => {
  const temporary = temporaryFolder();

  async function run(behaviour: Behaviour) {
    writeFiles(temporary(), filesOf("docs/own-system.md"));
    const server = await startScriptedServer(behaviour);
    try {
      const tool = tidemark(temporary());
      const where = ["--project", temporary("shop"), "--url", `shop=${server.url}`];
      const { exitCode, stderr } = await tool.start("run", "steady", ...where, ...SHORT);
      return { exitCode, stderr, record: onlyRecord(tool), asked: server.counts.get("GET /cart") };
    } finally {
      await server.close();
    }
  }

  it("passes on a sound system, having asked it for the cart", async () => {
    const { exitCode, stderr, record, asked } = await run(() => false);
    expect(exitCode, stderr).to.equal(0);
    expect(asked).to.be.within(600, 602);
    expect(record.plan.scenario).to.equal("steady");
    expect(record.results.map(({ objective, outcome }) => [objective, outcome])).to.deep.equal([
      ["cart-errors", "met"],
      ["cart-latency", "met"],
    ]);
  });

  it("fails on one that answers wrongly", async () => {
    const broken: Behaviour = ({ url }, response) => url === "/cart" && answer(response, 500, {});
    const { exitCode, record } = await run(broken);
    expect(exitCode).to.equal(99);
    expect(record.verdict.reasons.map(({ code, objective }) => [code, objective])).to.deep.equal([
      ["missed", "cart-errors"],
    ]);
  });
});
