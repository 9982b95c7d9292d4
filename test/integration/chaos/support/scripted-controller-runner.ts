/** The fault controller with the effectors of a test. */
import { runDaemon } from "../../../../lib/node/chaos/controller/run-daemon.ts";
import { scriptedEffectors } from "./scripted-effectors.ts";

await runDaemon(() => scriptedEffectors);
