/** How the second k6 is called, as data, and what its lines say. */
import {
  DISRUPTOR_RUN,
  DISRUPTOR_WORD,
  type DisruptorRun,
  type DisruptorWord,
} from "../../../core/experiment/disruptor-run.ts";
import { withoutOurSecrets } from "./without-our-secrets.ts";

/** Every line that the script says, and k6's own, stands on its standard output as it is. */
export function disruptorArguments(script: string): string[] {
  return [
    "run",
    "--quiet",
    "--no-usage-report",
    "--no-color",
    // No REST API: it would need a port, and could pause or stop the fault.
    "--address=",
    "--summary-mode=disabled",
    "--log-format=raw",
    "--log-output=stdout",
    script,
  ];
}

/**
 * Without what would lead the disruptor elsewhere: `K6_*`, and the address of the cluster that this
 * process may itself run in, which it prefers to any file.
 * @param kubeconfig a file whose current context is the target: the disruptor knows no other
 */
export function disruptorEnvironment(
  env: NodeJS.ProcessEnv,
  run: DisruptorRun,
  kubeconfig: string,
): NodeJS.ProcessEnv {
  const kept = Object.entries(withoutOurSecrets(env)).filter(
    ([name]) => !name.startsWith("K6_") && !name.startsWith("KUBERNETES_SERVICE_"),
  );
  return { ...Object.fromEntries(kept), KUBECONFIG: kubeconfig, [DISRUPTOR_RUN]: JSON.stringify(run) };
}

export interface DisruptorOutput {
  readonly words: readonly DisruptorWord[];
  /** Lines of k6 itself. */
  readonly others: readonly string[];
}

/** @param output as far as it has been written: its last line may be cut off */
export function readDisruptorOutput(output: string): DisruptorOutput {
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  return {
    words: lines
      .filter(isWord)
      .map(wordOf)
      .filter((word) => word !== null),
    others: lines.filter((line) => !isWord(line)),
  };
}

function isWord(line: string): boolean {
  return line.startsWith(DISRUPTOR_WORD);
}

function wordOf(line: string): DisruptorWord | null {
  try {
    return JSON.parse(line.slice(DISRUPTOR_WORD.length)) as DisruptorWord;
  } catch {
    return null;
  }
}
