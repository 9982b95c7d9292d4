/** Runs a program whose output matters only when it fails. End signals to us are passed on to it. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { passSignalsOn } from "./pass-signals-on.mjs";
import { EntryProblem, exitCodes } from "./problem.mjs";

const keptLines = 15;

/**
 * @param {RegExp} errorLine what a line of its output looks like that says what is wrong
 * @returns {Promise<{ ended: string | null, lines: string }>} `ended`: null when all went well, else how
 * it ended; `lines`: the first of the lines that say what is wrong, or the last ones where none does
 */
export function runQuietly(command, args, cwd, errorLine) {
  return new Promise((resolve, reject) => {
    const shell = process.platform === "win32"; // there npm is a .cmd
    let child;
    const signals = passSignalsOn(() => child);
    child = spawn(command, args, { cwd, shell, stdio: ["ignore", "pipe", "pipe"] });
    const output = keptOutput(errorLine);
    for (const stream of [child.stdout, child.stderr]) createInterface(stream).on("line", output.add);
    const finish = (ended) => {
      signals.dispose();
      const interrupted = signals.received();
      if (ended !== null && interrupted !== null)
        reject(new EntryProblem(exitCodes.interrupted, interrupted));
      else resolve({ ended, lines: output.lines().join("\n") });
    };
    child.once("error", (error) => {
      finish(error.code === "ENOENT" ? "was not found on the PATH" : `did not start (${error.message})`);
    });
    child.once("close", (code, signal) => finish(howItEnded(code, signal)));
  });
}

export function howItEnded(code, signal) {
  if (code === 0) return null;
  return signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`;
}

/** npm says first what is wrong, and then at length how it is used. */
function keptOutput(errorLine) {
  const errors = [];
  const last = [];
  return {
    add(line) {
      if (errors.length < keptLines && errorLine.test(line)) errors.push(line);
      last.push(line);
      if (last.length > keptLines) last.shift();
    },
    lines: () => (errors.length > 0 ? errors : last),
  };
}
