/**
 * What is left of a fault in a pod, as its agent's container shows it: processes and iptables rules.
 * Rules of others (a service mesh redirects, too) are none of ours: ours are known by their very form.
 */
import { PROXY_PORT } from "../../../core/experiment/disruptor-run.ts";
import { words } from "./messages.ts";

export interface AgentState {
  /** What is still in force, each in words; empty: nothing. */
  readonly active: readonly string[];
  /** Whether an agent works, which takes its rules along at its end. */
  readonly isWorking: boolean;
  /** Rules that an agent leaves at a normal end: they reject what comes to its own port. */
  readonly remainder: readonly string[];
}

/** In the agent's container: with the very `iptables` that the agent uses. */
export const LOOK_COMMAND: readonly string[] = [
  "sh",
  "-c",
  "iptables -t nat -S && iptables -t filter -S && ps -o args",
];

export const CLEANUP_COMMAND: readonly string[] = ["xk6-disruptor-agent", "cleanup"];

const AGENT_PROCESS = /^(\S*\/)?xk6-disruptor-agent (http|grpc|network-drop|tcp-drop|stress)\b/;
const REDIRECT = new RegExp(` -j REDIRECT --to-ports ${PROXY_PORT}$`);
const RESET_ESTABLISHED = /^-A INPUT .*--dport \d+ .*ESTABLISHED -j REJECT --reject-with tcp-reset$/;
const DROP_ALL = "-A INPUT -j DROP";
const RESET_PROXY = new RegExp(
  `^-A INPUT -p tcp (-m tcp )?--dport ${PROXY_PORT} -j REJECT --reject-with tcp-reset$`,
);

/** @param output of `LOOK_COMMAND` */
export function readAgentState(output: string): AgentState {
  const lines = output.split("\n").map((line) => line.trim());
  const rules = lines.filter((line) => line.startsWith("-A "));
  const processes = lines.filter((line) => AGENT_PROCESS.test(line));
  return {
    active: [...processes.map(words.processActive), ...rules.filter(isInForce).map(words.ruleActive)],
    isWorking: processes.length > 0,
    remainder: rules.filter((rule) => RESET_PROXY.test(rule)),
  };
}

function isInForce(rule: string): boolean {
  return REDIRECT.test(rule) || RESET_ESTABLISHED.test(rule) || rule === DROP_ALL;
}
