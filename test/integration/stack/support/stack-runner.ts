/** A runner to be killed: starts the embedded system with the state folder given, for faults where a Toxiproxy is given, tells what runs, and waits. */
import { openLedger } from "../../../../lib/node/process/ledger.ts";
import { startEmbeddedStack } from "../../../../lib/node/stack/embedded-stack.ts";

const [stateFolder, logFolder, toxiproxyBinary] = process.argv.slice(2);
if (stateFolder === undefined || logFolder === undefined) throw new Error("two folders are needed");

const chaos = toxiproxyBinary === undefined ? null : { toxiproxyBinary };
const options = { ledger: openLedger(stateFolder), logFolder, say: () => undefined };
const stack = await startEmbeddedStack({ ...options, chaos });
process.send?.(stack.processes);
setInterval(() => undefined, 60_000);
