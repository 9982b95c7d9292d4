/** Is everything there that docker-compose.yml needs before it can be brought up? Changes nothing. */
import { execa } from "execa";
import { join } from "node:path";
import { missingSecrets } from "./compose-secrets.ts";
import { messages } from "./messages.ts";
import { StackError } from "./stack-error.ts";

/** The first that knows dependencies which are not required (`required: false`). */
const oldestCompose = "2.20.0";
const answerMs = 20_000;

/** @param folder of docker-compose.yml. @throws StackError "noDocker", "noEngine", "noCompose", "noSecrets" */
export async function requireCompose(folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  const engine = await ask(["version", "--format", "{{.Server.Version}}"], env);
  if (engine.kind === "notStarted") throw new StackError("noDocker", messages.noDocker(engine.reason));
  if (engine.kind === "failed") throw new StackError("noEngine", messages.noEngine(engine.reason));
  const compose = await ask(["compose", "version", "--short"], env);
  if (compose.kind !== "answered") {
    throw new StackError("noCompose", messages.noCompose(oldestCompose, compose.reason));
  }
  if (isOlder(compose.text, oldestCompose)) {
    throw new StackError("noCompose", messages.noCompose(oldestCompose, `this is ${compose.text}`));
  }
  const missing = missingSecrets(folder, env);
  if (missing.length > 0) {
    throw new StackError("noSecrets", messages.noSecrets(join(folder, ".env"), missing));
  }
}

type Answer =
  | { readonly kind: "answered"; readonly text: string }
  | { readonly kind: "notStarted" | "failed"; readonly reason: string };

async function ask(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Answer> {
  const result = await execa("docker", [...args], {
    env,
    extendEnv: false,
    stdin: "ignore",
    reject: false,
    timeout: answerMs,
  });
  if (!result.failed) return { kind: "answered", text: result.stdout.trim() };
  if (result.code === "ENOENT") return { kind: "notStarted", reason: "there is none" };
  if (result.code === "EACCES") return { kind: "notStarted", reason: "it may not be run" };
  if (result.timedOut) return { kind: "failed", reason: `nothing was heard within ${answerMs / 1000} s` };
  return { kind: "failed", reason: lastLine(result.stderr) || (result.shortMessage ?? "it failed") };
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}

/** Of two versions in numbers; what follows the numbers ("2.40.3-desktop.1") does not count. */
function isOlder(version: string, than: string): boolean {
  const [a, b] = [version, than].map((text) => (text.match(/\d+/g) ?? []).slice(0, 3).map(Number));
  for (const [index, wanted] of (b ?? []).entries()) {
    const difference = (a?.[index] ?? 0) - wanted;
    if (difference !== 0) return difference < 0;
  }
  return false;
}
