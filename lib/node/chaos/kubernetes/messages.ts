/** The wording of chaos on Kubernetes: where, rule, what was received, remedy. Facts come in, sentences go out. */

export const words = {
  kubectlFailed: (command: string, reason: string) => `kubectl ${command}: ${reason}`,
  kubectlTooSlow: (command: string, limitMs: number) =>
    `kubectl ${command}: no answer within ${limitMs / 1000} s; is the cluster reachable?`,
  forbidden: (command: string, reason: string) =>
    `kubectl ${command}: the account may not do that (${reason}); ` +
    "give it the Role of deploy/kubernetes/chaos/role.yaml",

  notAllowed: (namespace: string, label: string) =>
    `namespace ${namespace}: it must carry the label ${label} before anything in it is hit, and does not; ` +
    `if it may be hit: kubectl label namespace ${namespace} ${label}`,
  noNamespace: (namespace: string) => `namespace ${namespace}: the cluster has none of this name`,
  podSecurity: (namespace: string, level: string) =>
    `namespace ${namespace}: its PodSecurity must be privileged, because the disruptor's agent runs as root ` +
    `with NET_ADMIN, but it enforces ${level}; use a namespace for chaos (deploy/kubernetes/chaos/namespace.yaml), ` +
    "or terminate pods instead, which needs no agent",
  agentForbidden: (reason: string) =>
    "PodSecurity of the namespace refuses the disruptor's agent, which runs as root with NET_ADMIN: it must be " +
    `privileged (label pod-security.kubernetes.io/enforce=privileged; deploy/kubernetes/chaos/namespace.yaml); ${reason}`,
  unknownWorkload: (what: "service" | "store", name: string, known: readonly string[]) =>
    `${what} ${name}: the target's file must say under chaos.driver.${what}s which pods it has; it says so of ` +
    (known.length === 0 ? "none" : known.join(", ")),
  noPods: (name: string, selector: string) =>
    `${name}: at least one pod must be ready, but none with ${selector} is`,
  hostNetwork: (pod: string) =>
    `pod ${pod}: a pod that is hit must have a network of its own, but it uses its node's (hostNetwork); ` +
    "the fault would hit the whole node",
  undeclaredPort: (pod: string, port: number, declared: readonly number[]) =>
    `pod ${pod}: the port must be one that its containers declare, got ${port}; ` +
    `declared ${declared.length === 1 ? "is" : "are"} ${declared.join(", ") || "none"}`,
  proxyPort: (pod: string, port: number) =>
    `pod ${pod}: port ${port} must be free, because the disruptor's proxy listens there; a container declares it`,
  deadAgent: (pod: string, namespace: string) =>
    `pod ${pod}: it still has an agent of an earlier fault that does not run, and can have no other; ` +
    `replace the pod: kubectl -n ${namespace} delete pod ${pod}`,
  tooLargeShare: (name: string, share: number, untouched: number, pods: number) =>
    `${name}: with ${untouched} of ${pods} pods untouched no more than ` +
    `${Math.floor((100 * (pods - untouched)) / pods)} % of its requests can fail, got ${100 * share} %`,

  busy: (evidence: string) =>
    `no other fault must be in a pod, because a second ends the first, but there is: ${evidence}`,
  notStarted: (reason: string) => `the disruptor must inject the fault, but ${reason}`,
  ended: (exit: string, output: string) => `it ended with ${exit}${output === "" ? "" : `: ${output}`}`,
  notSeen: (seconds: number, evidence: string) => `nothing of it was seen within ${seconds} s: ${evidence}`,

  podGone: (pod: string) => `pod ${pod} is gone, and what was in it`,
  noAgent: (pod: string) => `pod ${pod} never had an agent`,
  agentActive: (pod: string, found: readonly string[]) => `pod ${pod}: ${found.join("; ")}`,
  agentIdle: (pod: string) => `pod ${pod}: no agent is active, no rule is left`,
  remainder: (pod: string, rules: readonly string[]) =>
    `pod ${pod}: no agent is active; on the disruptor's own port a rule is left that hits nobody (${rules.join("; ")})`,
  agentUnknown: (pod: string, reason: string) => `pod ${pod}: its agent can't be asked (${reason})`,
  processActive: (command: string) => `the agent runs (${command})`,
  ruleActive: (rule: string) => `a rule of it is there (${rule})`,
  readyAgain: (ready: number, wanted: number) => `${ready} of ${wanted} pods are ready`,
  terminatedLeft: (pods: readonly string[]) => `still there: ${pods.join(", ")}`,
  saidAtEnd: (text: string) => `the disruptor: ${text}`,
  notLooked: (reason: string) => `it could not be looked at: ${reason}`,
  notClean: (evidence: string, namespace: string, pods: readonly string[]) =>
    `${evidence}; if its own time is not enough, replace the pods: ` +
    `kubectl -n ${namespace} delete pod ${pods.join(" ")} (or --replace-pods)`,
} as const;
