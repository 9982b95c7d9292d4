/** Does the command line know every command and flag that the documentation tells people to type? */
import { expect } from "chai";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { distFile } from "../../lib/node/process/install-root.ts";
import { commandsOf, pages } from "../support/documentation.ts";

async function helpOf(command: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    distFile("commands/tidemark.mjs"),
    command,
    "--help",
  ]);
  return stdout;
}

describe("the documented commands", () => {
  const documented = [
    ...pages().flatMap((page) => commandsOf(page, "npx tidemark ")),
    ...pages()
      .flatMap((page) => commandsOf(page, "npm run k6:"))
      .map((command) => command.replace(/^npm run k6:(\S+)/, "npx tidemark run $1")),
  ].map((command) => command.split(/\s+/).slice(2));

  it("are found in the documentation at all", () => {
    expect(documented.map(([name]) => name)).to.include.members(["run", "doctor", "stack"]);
  });

  for (const name of new Set(
    documented.map(([first]) => first ?? "").filter((word) => !word.startsWith("-")),
  )) {
    it(`tidemark ${name} exists, with every flag that is shown`, async () => {
      const help = await helpOf(name);
      const flags = documented
        .filter(([first]) => first === name)
        .flatMap((words) => words.filter((word) => /^--\w/.test(word)));
      for (const flag of new Set(flags)) expect(help).to.include(flag);
    });
  }
});
