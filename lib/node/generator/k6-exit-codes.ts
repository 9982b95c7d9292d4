/** k6's exit codes by name, and in words (k6 v2.2, errext/exitcodes). */

export const k6ExitCodes = {
  done: 0,
  /** k6 ends with -1, which the system shows as this. */
  unknown: 255,
  cloudTestFailed: 97,
  cloudProgress: 98,
  thresholds: 99,
  setupTimeout: 100,
  teardownTimeout: 101,
  timeout: 102,
  stoppedByRest: 103,
  invalidConfig: 104,
  signal: 105,
  restCannotStart: 106,
  scriptException: 107,
  scriptAborted: 108,
  goPanic: 109,
  markedAsFailed: 110,
} as const;

const meanings: Readonly<Record<number, string>> = {
  [k6ExitCodes.done]: "the test ran to its end",
  [k6ExitCodes.unknown]: "an error that k6 has no code for",
  [k6ExitCodes.cloudTestFailed]: "the test failed in the cloud",
  [k6ExitCodes.cloudProgress]: "the cloud did not tell how the test goes",
  [k6ExitCodes.thresholds]: "a threshold was crossed",
  [k6ExitCodes.setupTimeout]: "setup took too long",
  [k6ExitCodes.teardownTimeout]: "teardown took too long",
  [k6ExitCodes.timeout]: "something took too long",
  [k6ExitCodes.stoppedByRest]: "stopped through k6's REST API",
  [k6ExitCodes.invalidConfig]: "k6 refused its options",
  [k6ExitCodes.signal]: "ended by a signal",
  [k6ExitCodes.restCannotStart]: "k6's REST API could not start",
  [k6ExitCodes.scriptException]: "an exception while the script was loaded",
  [k6ExitCodes.scriptAborted]: "the script ended the test",
  [k6ExitCodes.goPanic]: "k6 itself crashed (Go panic)",
  [k6ExitCodes.markedAsFailed]: "the script marked the test as failed",
};

/** Whether the load was sent to its end, whatever its thresholds say. */
export function ranToItsEnd(code: number | null): boolean {
  return code === k6ExitCodes.done || code === k6ExitCodes.thresholds;
}

/** @param code null when a signal ended k6 */
export function k6ExitMeaning(code: number | null): string {
  if (code === null) return "no exit code: k6 was killed";
  const meaning = meanings[code];
  return meaning === undefined ? `exit code ${code}` : `exit code ${code}: ${meaning}`;
}
