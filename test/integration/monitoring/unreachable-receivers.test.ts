import { mkdirSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import { receiversFolder, unreachableReceivers } from "../../../lib/node/monitoring/unreachable-receivers.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

describe("the receivers without an address", () => {
  const inFolder = temporaryFolder();

  it("are all of them where nothing is configured", () => {
    const all = ["page", "ticket", "load-test", "dead-mans-switch"];
    expect(unreachableReceivers(inFolder())).to.deep.equal(all);
  });

  it("are not those with a webhook, nor those with Slack alone", () => {
    mkdirSync(inFolder(receiversFolder), { recursive: true });
    writeFileSync(inFolder(receiversFolder, "ticket.webhook"), "http://127.0.0.1:1/");
    writeFileSync(inFolder(receiversFolder, "page.slack"), "http://127.0.0.1:1/");
    expect(unreachableReceivers(inFolder())).to.deep.equal(["load-test", "dead-mans-switch"]);
  });
});
