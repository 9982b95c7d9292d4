/** The fault controller with the effectors that there are: started by `startController`, which reads its first word. */
import { tellParent } from "../../process/lifeline.ts";
import { reasonOf } from "../chaos-error.ts";
import { effectorsFor } from "../effectors.ts";
import { runFaultController } from "./fault-controller.ts";
import { readControllerArguments, TOKEN_VARIABLE } from "./protocol.ts";

const { [TOKEN_VARIABLE]: token, ...env } = process.env;
// No program that an effector starts inherits it.
Reflect.deleteProperty(process.env, TOKEN_VARIABLE);

try {
  if (token === undefined || token === "") throw new Error(`${TOKEN_VARIABLE} must hold the token`);
  const options = readControllerArguments(process.argv.slice(2));
  process.exitCode = await runFaultController(options, token, effectorsFor({ env }));
} catch (error) {
  const reason = reasonOf(error);
  process.stderr.write(`${reason}\n`);
  await tellParent({ type: "failed", reason } as { readonly type: string });
  process.exitCode = 1;
}
process.exit();
