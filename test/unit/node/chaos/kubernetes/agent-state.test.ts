import { expect } from "chai";
import { readAgentState } from "../../../../../lib/node/chaos/kubernetes/agent-state.ts";

// As iptables 1.8.9 (nft) prints them in a pod, and busybox's ps.
const policies = ["-P PREROUTING ACCEPT", "-P INPUT ACCEPT", "-P OUTPUT ACCEPT"];
const idle = ["COMMAND", "/bin/sh", "sh -c iptables -t nat -S && ps -o args", "ps -o args"];
const redirect = "-A PREROUTING ! -i lo -p tcp -m tcp --dport 8080 -j REDIRECT --to-ports 18099";
const reset =
  "-A INPUT ! -i lo -p tcp -m tcp --dport 8080 -m state --state ESTABLISHED -j REJECT --reject-with tcp-reset";
const remainder = "-A INPUT -p tcp -m tcp --dport 18099 -j REJECT --reject-with tcp-reset";
const mesh = "-A ISTIO_REDIRECT -p tcp -j REDIRECT --to-ports 15001";
const agent = "xk6-disruptor-agent http -d 30s -t 8080";

const stateOf = (...lines: string[]) => readAgentState([...policies, ...idle, ...lines, ""].join("\n"));

describe("what is left of a fault in a pod", () => {
  it("is nothing where no agent works and no rule of it is there", () => {
    expect(stateOf()).to.deep.equal({ active: [], isWorking: false, remainder: [] });
  });

  for (const [what, line] of [
    ["a redirection", redirect],
    ["a rule that resets connections", reset],
    ["a rule that drops everything", "-A INPUT -j DROP"],
    ["an agent", agent],
    ["an agent by its path", `/usr/bin/${agent}`],
  ] as const) {
    it(`is in force with ${what} alone`, () => {
      expect(stateOf(line).active).to.have.lengthOf(1);
    });
  }

  it("is not in force with what an agent leaves at a normal end", () => {
    expect(stateOf(remainder)).to.deep.equal({ active: [], isWorking: false, remainder: [remainder] });
  });

  it("does not count rules of others, nor an agent that only cleans up", () => {
    const others = [mesh, "-A INPUT -p tcp --dport 22 -j DROP", "xk6-disruptor-agent cleanup"];
    expect(stateOf(...others)).to.deep.equal({ active: [], isWorking: false, remainder: [] });
  });
});
