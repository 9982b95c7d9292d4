/** Does the command line know every command and flag that the documentation tells people to type? */
import { expect } from "chai";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { distFile } from "../../lib/node/process/install-root.ts";
import { commandsOf, pages } from "../support/documentation.ts";

/** @param path a command, with its subcommand or an argument: both have the same help as they stand */
async function helpOf(path: string): Promise<string> {
  const program = distFile("commands/tidemark.mjs");
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...path.split(" "), "--help"]);
  return stdout;
}

/** The first word, and the second where it is no flag: `slo report`, `run load`. */
function pathOf(words: readonly string[]): string {
  const [first = "", second = "-"] = words;
  return second.startsWith("-") ? first : `${first} ${second}`;
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

  for (const name of new Set(documented.map(pathOf).filter((path) => !path.startsWith("-")))) {
    it(`tidemark ${name} exists, with every flag that is shown`, async () => {
      const help = await helpOf(name);
      const flags = documented
        .filter((words) => pathOf(words) === name)
        .flatMap((words) => words.filter((word) => /^--\w/.test(word)));
      for (const flag of new Set(flags)) expect(help).to.include(flag);
    });
  }
});
