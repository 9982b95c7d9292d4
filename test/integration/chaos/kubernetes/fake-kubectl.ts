/**
 * A `kubectl` for tests without a cluster: a program that keeps a log of its calls, and answers by what stands
 * in `state.json` beside it.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface FakeState {
  /** What the agents in the pods show; null: no agent was attached. */
  readonly agentShows: string | null;
  /** Every call fails like this; null: none does. */
  readonly failsWith: string | null;
}

export interface FakeKubectl {
  readonly program: string;
  set(state: Partial<FakeState>): void;
  /** Arguments of each call so far, without those that all have. */
  calls(): string[];
}

const source = `#!/usr/bin/env node
const { appendFileSync, readFileSync, writeFileSync } = require("node:fs");
const folder = __dirname;
const args = process.argv.slice(2).filter((arg) => !/^--(context|request-timeout|output|ignore-not-found)/.test(arg));
appendFileSync(folder + "/calls", args.join(" ") + "\\n");
const state = JSON.parse(readFileSync(folder + "/state.json", "utf8"));
if (state.failsWith !== null) { console.error(state.failsWith); process.exit(1); }
if (args[0] === "config") console.log("the kubeconfig of " + process.argv.find((arg) => arg.startsWith("--context")));
if (args[0] === "get") console.log(JSON.stringify(pod(args[2])));
if (args[0] === "exec" && args.includes("cleanup")) {
  writeFileSync(folder + "/state.json", JSON.stringify({ ...state, agentShows: "COMMAND\\n/bin/sh" }));
} else if (args[0] === "exec") console.log(state.agentShows);
function pod(name) {
  const agent = state.agentShows === null ? [] : [{ name: "xk6-agent" }];
  return {
    metadata: { name },
    spec: { containers: [], ephemeralContainers: agent },
    status: { ephemeralContainerStatuses: agent.map((one) => ({ ...one, state: { running: {} } })) },
  };
}
`;

export function fakeKubectl(folder: string): FakeKubectl {
  const program = join(folder, "kubectl.cjs");
  const stateFile = join(folder, "state.json");
  const callsFile = join(folder, "calls");
  const nothing: FakeState = { agentShows: null, failsWith: null };
  writeFileSync(program, source, { mode: 0o755 });
  writeFileSync(stateFile, JSON.stringify(nothing));
  return {
    program,
    set: (state) => {
      const now = JSON.parse(readFileSync(stateFile, "utf8")) as FakeState;
      writeFileSync(stateFile, JSON.stringify({ ...now, ...state }));
    },
    calls: () => (existsSync(callsFile) ? readFileSync(callsFile, "utf8").trim().split("\n") : []),
  };
}
