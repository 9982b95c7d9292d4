/** A `docker` for tests that answers as it is told, and notes what it was asked. */
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

export interface ScriptedDocker {
  /** With it as the only program that can be found, besides those of the shell. */
  readonly env: NodeJS.ProcessEnv;
  /** Its arguments, call by call. */
  readonly calls: () => string[];
}

const byDefault = {
  version: "echo 28.2.2",
  "compose version": "echo 2.40.3",
  "compose up": "true",
  "compose ps": "true",
  "compose down": "true",
};

export type Answers = Partial<Record<keyof typeof byDefault, string>>;

/** @param answers shell commands by the first words of the call, over those of a Docker where all is well */
export function scriptedDocker(folder: string, answers: Answers = {}): ScriptedDocker {
  const program = join(folder, "bin", "docker");
  const log = join(folder, "calls");
  const { version, ...compose } = { ...byDefault, ...answers };
  const cases = Object.entries(compose).map(
    ([words, answer]) => `*" ${words.split(" ")[1] ?? ""} "*) ${answer} ;;`,
  );
  const script = [
    "#!/bin/sh",
    `echo "$*" >> '${log}'`,
    `[ "$1" = version ] && { ${version}; exit; }`,
    `case " $* " in ${cases.join(" ")} esac`,
  ];
  mkdirSync(dirname(program), { recursive: true });
  writeFileSync(program, script.join("\n"));
  chmodSync(program, 0o755);
  return {
    env: { PATH: `${dirname(program)}:/usr/bin:/bin` },
    calls: () => (existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : []),
  };
}
