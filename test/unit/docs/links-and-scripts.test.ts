/** Does the documentation name things that exist? */
import { expect } from "chai";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { installRoot } from "../../../lib/node/process/install-root.ts";
import { commandsOf, pages, readPage } from "../../support/documentation.ts";

const { scripts } = JSON.parse(readFileSync(path.join(installRoot(), "package.json"), "utf8")) as {
  scripts: Record<string, string>;
};

describe("the documentation", () => {
  it("names npm scripts that exist", () => {
    const named = pages().flatMap((page) => commandsOf(page, "npm run "));
    expect(named).to.include("npm run k6:smoke");
    const unknown = named.filter((command) => !Object.hasOwn(scripts, command.split(" ")[2] ?? ""));
    expect(unknown).to.deep.equal([]);
  });

  for (const page of pages()) {
    it(`${page} links to files that exist`, () => {
      const links = [...readPage(page).matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].map(([, link]) => link!);
      const missing = links.filter((link) => !existsSync(path.join(installRoot(), path.dirname(page), link)));
      expect(missing).to.deep.equal([]);
    });
  }
});
