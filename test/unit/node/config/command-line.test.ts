import { expect } from "chai";
import { Command } from "commander";
import {
  configureCommander,
  givenRunArguments,
  givenSettings,
  registerRunOptions,
  registerSettings,
  runCommandLine,
} from "../../../../lib/node/config/command-line.ts";
import { ConfigError, type Problem } from "../../../../lib/node/config/config-error.ts";
import type { GivenArguments } from "../../../../lib/node/config/setting-sources.ts";
import { settingsTable } from "../../../../lib/node/config/settings.ts";

interface Outcome {
  readonly given: GivenArguments | null;
  readonly shown: string;
  readonly ended: "ran" | "shown";
}

/** The program as the command builds it, with `run`, a command of some settings, and one with an argument. */
async function parse(...words: string[]): Promise<Outcome> {
  let given: GivenArguments | null = null;
  let shown = "";
  const program = configureCommander(new Command("tidemark")).version("1.2.3");
  program.configureOutput({ writeOut: (text) => (shown += text) });
  const run = program.command("run");
  registerRunOptions(run).action(() => void (given = givenRunArguments(run)));
  const doctor = program.command("doctor");
  registerSettings(doctor, ["json", "k6Binary"]).action(() => void (given = givenSettings(doctor)));
  program
    .command("report")
    .argument("<run>")
    .action(() => undefined);
  const ended = await runCommandLine(program, words);
  return { given, shown, ended };
}

async function given(...words: string[]): Promise<GivenArguments> {
  const outcome = (await parse(...words)).given;
  if (outcome === null) throw new Error("the command did not run");
  return outcome;
}

async function refusal(...words: string[]): Promise<Problem> {
  const error: unknown = await parse(...words).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).to.be.instanceOf(ConfigError);
  const { kind, problems } = error as ConfigError;
  expect(kind).to.equal("usage");
  expect(problems).to.have.lengthOf(1);
  return problems[0]!;
}

describe("the command line of run", () => {
  it("hands on the scenario, the values as text, and the addresses", async () => {
    const words = [
      "run",
      "sustained",
      "--rate",
      "50",
      "--url",
      "api=http://a",
      "--url",
      "mongo=http://b",
      "--strict",
    ];
    expect(await given(...words)).to.deep.equal({
      scenario: "sustained",
      flags: { ratePerSecond: "50", strict: true },
      urls: ["api=http://a", "mongo=http://b"],
      problems: [],
    });
  });

  it("says nothing where nothing was said, so that lower levels count", async () => {
    expect(await given("run")).to.deep.equal({ scenario: null, flags: {}, urls: [], problems: [] });
  });

  it("takes a negative number for the value that it is", async () => {
    expect((await given("run", "smoke", "--rate", "-5")).flags).to.deep.equal({ ratePerSecond: "-5" });
    expect((await given("run", "smoke", "--rate=-5")).flags).to.deep.equal({ ratePerSecond: "-5" });
  });

  it("turns a switch off with --no-", async () => {
    expect((await given("run", "smoke", "--no-strict")).flags).to.deep.equal({ strict: false });
  });

  it("ignores the -- that some package managers hand on", async () => {
    expect((await given("run", "smoke", "--", "--rate", "5")).flags).to.deep.equal({ ratePerSecond: "5" });
  });

  it("collects unknown flags, with the nearest and all others, and does not take their values for arguments", async () => {
    const { scenario, problems } = await given("run", "--durration", "5s", "smoke", "--raet=5");
    expect(scenario).to.equal("smoke");
    expect(problems.map(({ code, where }) => ({ code, where }))).to.deep.equal([
      { code: "unknownFlag", where: "--durration" },
      { code: "unknownFlag", where: "--raet" },
    ]);
    expect(problems[0]?.text).to.contain("did you mean --duration?").and.contain("--rate, --duration");
  });

  it("refuses one argument too many", async () => {
    const { problems } = await given("run", "smoke", "sustained");
    expect(problems).to.have.lengthOf(1);
    expect(problems[0]).to.include({ code: "excessArgument", where: "sustained" });
  });

  it("refuses a value for a switch", async () => {
    const { problems } = await given("run", "smoke", "--strict=true");
    expect(problems[0]).to.include({ code: "unexpectedValue", where: "--strict" });
  });

  it("says which value is missing at the end of the line", async () => {
    expect(await refusal("run", "smoke", "--rate")).to.deep.equal({
      code: "missingValue",
      where: "--rate",
      text: "--rate needs a value, got nothing; write for example --rate 50/s",
    });
    expect((await refusal("run", "smoke", "--url")).text).to.contain("--url api=http://127.0.0.1:8000");
  });

  it("documents every setting with its default and its names, from the table", async () => {
    const { shown, ended } = await parse("run", "--help");
    expect(ended).to.equal("shown");
    const text = shown.replace(/\s+/g, " ");
    for (const setting of Object.values(settingsTable)) {
      const names = setting.environment.join(", ");
      expect(text).to.contain(`${setting.flag} `);
      expect(text).to.contain(
        `${setting.description} (default: ${setting.defaultText}; environment: ${names})`,
      );
    }
  });
});

describe("the command line of every command", () => {
  it("hands on the settings that a command takes", async () => {
    expect((await given("doctor", "--json")).flags).to.deep.equal({ json: true });
  });

  for (const [words, code, where] of [
    [["rnu"], "unknownCommand", "rnu"],
    [[], "missingCommand", "tidemark"],
    [["doctor", "--rate", "5"], "unknownFlag", "--rate"],
    [["doctor", "extra"], "excessArgument", "extra"],
    [["report"], "missingArgument", "tidemark report"],
  ] as const) {
    it(`refuses "tidemark ${words.join(" ")}": ${code}`, async () => {
      expect(await refusal(...words)).to.include({ code, where });
    });
  }

  it("answers a misspelt command with the nearest and with all", async () => {
    expect((await refusal("rnu")).text).to.equal(
      '"rnu" is not a command, did you mean run?; commands: run, doctor, report',
    );
  });

  for (const flag of ["--help", "--version"]) {
    it(`${flag} shows and ends well`, async () => {
      const { shown, ended } = await parse(flag);
      expect(ended).to.equal("shown");
      expect(shown).to.not.equal("");
    });
  }

  it("lets errors of a command's own work through as they are", async () => {
    const program = configureCommander(new Command("tidemark"));
    program.command("run").action(() => {
      throw new RangeError("ours");
    });
    const error: unknown = await runCommandLine(program, ["run"]).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(RangeError);
  });
});
