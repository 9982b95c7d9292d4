/**
 * The environment of a program of somebody else: all that logging in to a cluster may need, and nothing that is
 * ours. Tokens of the target and of the runner bear our prefix.
 */

const OURS = "TIDEMARK_";

export function withoutOurSecrets(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith(OURS)));
}
