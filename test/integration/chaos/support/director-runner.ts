/**
 * A director in a process of its own, to be killed or frozen: starts a controller, injects the fault
 * of its one argument, says so on stdout, and renews the lease until it is ended.
 */
import { startController } from "../../../../lib/node/chaos/controller/controller-client.ts";
import type { DirectorOptions } from "./director.ts";

const { stateFolder, fault, leaseMs, logFile } = JSON.parse(String(process.argv[2])) as DirectorOptions;
const controller = await startController({
  stateFolder,
  runId: "run-of-a-test",
  target: "a test",
  env: process.env,
  logFile,
});
await controller.inject(fault, leaseMs);
// A controller that a test has ended is no news to it.
setInterval(() => void controller.renew(fault.faultId).catch(() => process.exit(1)), leaseMs / 3);
process.stdout.write(`${controller.pid}\n`);
