/**
 * Asks one cluster through `kubectl`, the program that whoever has a cluster has: it knows every way
 * to log in, and merges kubeconfig files as people expect. (The client library for Node.js needs
 * Node 22 since its version 2, and this engine runs on Node 20.)
 */
import { execa } from "execa";
import type { ClusterReference } from "../../../core/experiment/effect.ts";
import { words } from "./messages.ts";
import { withoutOurSecrets } from "./without-our-secrets.ts";

export interface KubectlOptions {
  /** Path of the program. */
  readonly program: string;
  readonly cluster: ClusterReference;
  readonly env: NodeJS.ProcessEnv;
}

export interface Kubectl {
  /** Of one object, as JSON; null where there is none. @throws Error in words */
  get(args: readonly string[]): Promise<unknown>;
  /** @returns what it prints. @throws Error in words */
  run(args: readonly string[]): Promise<string>;
  /** A kubeconfig for this context alone, credentials and all: keep it private. @throws Error in words */
  ownConfig(): Promise<string>;
}

/** Beyond the time of a request that is not answered. */
const LIMIT_MS = 9_000;
const REQUEST_TIMEOUT = "8s";

export function kubectlFor({ program, cluster, env }: KubectlOptions): Kubectl {
  const run = (args: readonly string[]) => runKubectl(program, args, environment(env, cluster));
  const inContext = (args: readonly string[]) => [
    `--context=${cluster.context}`,
    `--request-timeout=${REQUEST_TIMEOUT}`,
    ...args,
  ];
  return {
    get: async (args) => {
      const text = await run(inContext(["get", "--ignore-not-found", "--output=json", ...args]));
      return text.trim() === "" ? null : (JSON.parse(text) as unknown);
    },
    run: (args) => run(inContext(args)),
    ownConfig: () =>
      run(["config", "view", "--raw", "--flatten", "--minify", `--context=${cluster.context}`]),
  };
}

function environment(env: NodeJS.ProcessEnv, { kubeconfig }: ClusterReference): NodeJS.ProcessEnv {
  return { ...withoutOurSecrets(env), ...(kubeconfig !== null && { KUBECONFIG: kubeconfig }) };
}

async function runKubectl(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  const result = await execa(program, args, {
    env,
    extendEnv: false,
    reject: false,
    stdin: "ignore",
    timeout: LIMIT_MS,
    forceKillAfterDelay: 1_000,
  });
  if (!result.failed) return result.stdout;
  throw new Error(whyFailed(args, result));
}

interface FailedRun {
  readonly timedOut: boolean;
  readonly stderr: string;
  readonly shortMessage?: string | undefined;
}

function whyFailed(args: readonly string[], result: FailedRun): string {
  const command = args.filter((arg) => !arg.startsWith("--")).join(" ");
  if (result.timedOut) return words.kubectlTooSlow(command, LIMIT_MS);
  const said = result.stderr.trim();
  const reason = said === "" ? (result.shortMessage ?? "") : said;
  return reason.includes("(Forbidden)") && !reason.includes("PodSecurity")
    ? words.forbidden(command, reason)
    : words.kubectlFailed(command, reason);
}
