/** May anything in this namespace be hit, and can it be? Its labels say so; a namespace that can't be read may not. */
import type { Kubectl } from "./kubectl.ts";
import { words } from "./messages.ts";

/** Whoever owns a namespace allows chaos in it by this label. */
const ALLOW_LABEL = { name: "tidemark.chaos", value: "allow" } as const;

const POD_SECURITY_LABEL = "pod-security.kubernetes.io/enforce";

/** @returns why not, in words; null where it may and can */
export async function whyNotIn(
  kubectl: Kubectl,
  namespace: string,
  needsAgent: boolean,
): Promise<string | null> {
  const found = (await kubectl.get(["namespace", namespace])) as {
    readonly metadata: { readonly labels?: Readonly<Record<string, string>> };
  } | null;
  if (found === null) return words.noNamespace(namespace);
  const labels = found.metadata.labels ?? {};
  if (labels[ALLOW_LABEL.name] !== ALLOW_LABEL.value) {
    return words.notAllowed(namespace, `${ALLOW_LABEL.name}=${ALLOW_LABEL.value}`);
  }
  const level = labels[POD_SECURITY_LABEL];
  // Without the label the cluster's own default holds; where that refuses the agent, its injection fails.
  const isRefused = needsAgent && level !== undefined && level !== "privileged";
  return isRefused ? words.podSecurity(namespace, level) : null;
}
