/** A process that records until it is killed: tells its parent where to push to. */
import { startRecorder } from "../../../../lib/node/recorder/recorder.ts";
import { anExecutor } from "../../../unit/core/given.ts";

const [runFolder = ""] = process.argv.slice(2);
const plan = { executors: [anExecutor({ name: "warm", phase: "warmup" })] };
const { url, token } = await startRecorder({ plan, runFolder, forward: null });
process.send?.({ url, token });
process.on("disconnect", () => process.exit());
