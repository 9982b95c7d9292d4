/** The fault controller with the effectors that there are: started by `startController`, which reads its first word. */
import { effectorsFor } from "../effectors.ts";
import { runDaemon } from "./run-daemon.ts";

await runDaemon((env) => effectorsFor({ env }));
