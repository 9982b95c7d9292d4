/** The wording of this room: where, rule, what was received, remedy. Facts come in, sentences go out. */

interface Holder {
  readonly key: string;
  readonly runId: string;
  readonly pid: number;
  readonly since: string;
}

export const messages = {
  endedEarly: (name: string, how: string, output: string) =>
    `${name}: it must say that it is ready, but it ended first (${how})${output}`,
  notReady: (name: string, timeoutMs: number, output: string) =>
    `${name}: it must say that it is ready within ${timeoutMs / 1000} s, but was silent; it was ended${output}`,
  refused: (name: string, reason: string, output: string) => `${name}: ${reason}${output}`,
  notStarted: (name: string, command: string, reason: string) =>
    `${name}: the operating system did not start ${command}: ${reason}`,
  programNotFound: (name: string, command: string) =>
    `${name}: the program must exist, but ${command} (or the interpreter that it names) was not found; check the path`,
  programNotExecutable: (name: string, command: string) =>
    `${name}: the program must be executable, but ${command} is not; try chmod +x, or another build of it`,
  locked: (holder: Holder) =>
    `only one run at a time may load ${holder.key}: run ${holder.runId} (process ${holder.pid}) ` +
    `does so since ${holder.since}; wait for it or end it`,
  stateFolder: (folder: string, reason: string) =>
    `state folder ${folder}: it must be writable, but ${reason}; ` +
    `make it so or set TIDEMARK_STATE_DIR to another folder`,
  folderNotSweepable: (path: string, places: readonly string[]) =>
    `temporary folder ${path}: it must be named tidemark-* and lie under ${places.join(" or ")}`,
  noInstallRoot: (start: string) =>
    `no package.json named "tidemark" in ${start} or above it; install Tidemark again`,
  notBuilt: (file: string) => `${file} is missing; build it with: node build.mjs`,
  unsupportedPlatform: (platform: string) =>
    `processes can't be supervised on ${platform}; use Linux or macOS (on Windows: WSL)`,
  noProcessTable: (platform: string) =>
    `processes can't be supervised here: ${platform === "linux" ? "/proc is not mounted" : "ps does not answer"}`,

  noPinning: (platform: string) => `on ${platform} a process can't be kept to some processors`,
  noTaskset: "taskset, which keeps a process to some processors, is not on the PATH",
  oneCore: "there is one processor",

  sweptProcess: (name: string, pid: number, runnerPid: number) =>
    `ended ${name} (process ${pid}), left behind by run process ${runnerPid}`,
  unsweptProcess: (name: string, pid: number, runnerPid: number) =>
    `could not end ${name} (process ${pid}), left behind by run process ${runnerPid}; end it by hand`,
  sweptFolder: (path: string, runnerPid: number) =>
    `removed ${path}, left behind by run process ${runnerPid}`,
  unsweptFolder: (path: string, reason: string) => `could not remove ${path}: ${reason}; remove it by hand`,
  refusedFolder: (path: string) =>
    `left ${path} alone: it is not a tidemark-* folder in a temporary place; remove it by hand if it is yours`,
  tornLedger: (file: string, reason: string) =>
    `removed ${file}, which a run left behind unreadable (${reason}); ` +
    `what that run started may still be there: look for k6 and postgres processes`,
} as const;
