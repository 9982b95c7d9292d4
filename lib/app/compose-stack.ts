/** `tidemark stack --compose`: the system of docker-compose.yml, up until a signal, or left up on request. */
import { exitCodes, type ExitCode } from "../core/record/exit-codes.ts";
import { installRoot } from "../node/process/install-root.ts";
import { receiversFolder, unreachableReceivers } from "../node/monitoring/unreachable-receivers.ts";
import { startComposeStack } from "../node/stack/compose-stack.ts";
import type { Interruption } from "./run/interruption.ts";
import { requested } from "./stack.ts";

export interface ComposeStackRequest {
  readonly env: NodeJS.ProcessEnv;
  readonly say: (line: string) => void;
  readonly interruption: Interruption;
  readonly profiles: readonly string[];
  /** Leave it up and return, instead of waiting for a signal. */
  readonly keep: boolean;
}

/** Its service in docker-compose.yml. */
const alertmanager = "alertmanager";

/** @returns pass once it is up, or has been and was taken down; @throws StackError, Interrupted during the start */
export async function runComposeStack(request: ComposeStackRequest): Promise<ExitCode> {
  const { env, say, interruption, profiles, keep } = request;
  const folder = installRoot();
  const stack = await startComposeStack({ folder, env, profiles, say, signal: interruption.abort });
  for (const [service, address] of Object.entries(stack.addresses)) say(`${service}: ${address}`);
  if (alertmanager in stack.addresses) sayWhoIsNotReached(folder, say);
  if (keep) {
    say('it stays up; docker compose --profile "*" down ends it');
    return exitCodes.pass;
  }
  say("Ctrl-C ends everything; the stores' volumes stay");
  await staying(requested(interruption.abort));
  await stack.stop();
  return exitCodes.pass;
}

function sayWhoIsNotReached(folder: string, say: (line: string) => void): void {
  const names = unreachableReceivers(folder);
  if (names.length === 0) return;
  const why = `${receiversFolder} has no address for ${names.join(", ")}`;
  say(`${alertmanager}: ${why}; their alerts stay on its page (docs/monitoring.md, "Who gets what")`);
}

/** Node ends a process that only waits for a signal: the containers are no children of this one. */
async function staying<T>(wanted: Promise<T>): Promise<T> {
  const alive = setInterval(() => undefined, 2 ** 30);
  return wanted.finally(() => clearInterval(alive));
}
