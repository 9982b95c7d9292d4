/**
 * Burns a processor or holds memory until its time is over, its parent is gone, or it is killed. It
 * works in short slices, so that it hears of its parent's end; and it offers itself to the kernel
 * as the first to be killed where memory runs out.
 */
import { writeFileSync } from "node:fs";
import { onParentGone, tellParent } from "../../process/lifeline.ts";
import { readBurnerArguments } from "./burner-arguments.ts";

/** Long against the pause between two, which is some microseconds. */
const SLICE_MS = 20;
/** One buffer can't hold as much as a machine. */
const CHUNK_BYTES = 64 * 1024 * 1024;
const FIRST_TO_BE_KILLED = "1000";

onParentGone(() => process.exit());
const burning = readBurnerArguments(process.argv.slice(2));
const endsAtMs = performance.now() + burning.endsAfterSeconds * 1_000;
setTimeout(() => process.exit(), burning.endsAfterSeconds * 1_000);

if (burning.what === "memory") {
  offerToBeKilledFirst();
  const held = touchedMemory(burning.bytes);
  await tellParent({ type: "ready" });
  // Keeps it from being collected.
  process.on("exit", () => held.length);
} else {
  await tellParent({ type: "ready" });
  burnSlice();
}

function burnSlice(): void {
  const sliceEndsAtMs = Math.min(performance.now() + SLICE_MS, endsAtMs);
  while (performance.now() < sliceEndsAtMs);
  if (performance.now() >= endsAtMs) process.exit();
  setImmediate(burnSlice);
}

/** Filled with ones: a page that nobody has written to takes no memory. */
function touchedMemory(bytes: number): Buffer[] {
  const chunks = Array.from({ length: Math.floor(bytes / CHUNK_BYTES) }, () => Buffer.alloc(CHUNK_BYTES, 1));
  return [...chunks, Buffer.alloc(bytes % CHUNK_BYTES, 1)];
}

function offerToBeKilledFirst(): void {
  try {
    writeFileSync("/proc/self/oom_score_adj", FIRST_TO_BE_KILLED);
  } catch {
    // a kernel that is set up otherwise chooses by itself
  }
}
