/** The process around a fault controller: takes arguments and token, tells whoever started it why it can't start, exits. */
import { tellParent } from "../../process/lifeline.ts";
import { reasonOf } from "../chaos-error.ts";
import type { Effectors } from "../effector.ts";
import { messages } from "../messages.ts";
import { runFaultController } from "./fault-controller.ts";
import { readControllerArguments, TOKEN_VARIABLE } from "./protocol.ts";

/** @param effectorsIn gets the environment without the token, which no program that an effector starts inherits */
export async function runDaemon(effectorsIn: (env: NodeJS.ProcessEnv) => Effectors): Promise<never> {
  const { [TOKEN_VARIABLE]: token, ...env } = process.env;
  Reflect.deleteProperty(process.env, TOKEN_VARIABLE);
  try {
    if (token === undefined || token === "") throw new Error(messages.noToken(TOKEN_VARIABLE));
    const options = readControllerArguments(process.argv.slice(2));
    process.exit(await runFaultController(options, token, effectorsIn(env)));
  } catch (error) {
    const reason = reasonOf(error);
    process.stderr.write(`${reason}\n`);
    await tellParent({ type: "failed", reason } as { readonly type: string });
    process.exit(1);
  }
}
