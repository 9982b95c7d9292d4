/** Is the catalogue of cAdvisor's metrics what the source of the pinned version says? */
import { expect } from "chai";
import { cadvisorCatalogue, renderCadvisorCatalogue } from "../compose/catalogue.ts";
import { readProjectFile } from "../compose/compose-file.ts";
import { run } from "../compose/run.ts";
import { skipBecause } from "../support/skip.ts";

describe("the catalogue of cAdvisor's metrics", () => {
  before("need Go, which fetches the source", async function () {
    const go = await run("go", ["version"], { env: process.env }).catch(() => null);
    if (go === null) skipBecause(this, "there is no go to fetch the source of cAdvisor with");
  });

  it("is what its source says", async () => {
    expect(readProjectFile(cadvisorCatalogue)).to.equal(await renderCadvisorCatalogue(process.env));
  });
});
