/** The fault controller with the effectors of a test: wired as lib/node/chaos/controller/fault-controller.main.ts is. */
import { runFaultController } from "../../../../lib/node/chaos/controller/fault-controller.ts";
import { readControllerArguments, TOKEN_VARIABLE } from "../../../../lib/node/chaos/controller/protocol.ts";
import { scriptedEffectors } from "./scripted-effectors.ts";

const token = process.env[TOKEN_VARIABLE] ?? "";
process.exit(
  await runFaultController(readControllerArguments(process.argv.slice(2)), token, scriptedEffectors),
);
