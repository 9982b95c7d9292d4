/**
 * Which outside programs and modules belong to this version of Tidemark? Reads `tools/pinned.json`,
 * checked by its schema; knows nothing of what is installed.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { installRoot } from "../process/install-root.ts";
import { pinsSchema, type PinnedProgram, type Pins } from "./pins-schema.ts";
import { ToolError, unknownTool, wrongPins } from "./tool-error.ts";

/** @throws ToolError `pins`: the installation is damaged, or somebody edited the file wrongly. */
export function readPins(file: string = join(installRoot(), "tools", "pinned.json")): Pins {
  return parsePins(file, readFileSync(file, "utf8"));
}

export function parsePins(file: string, text: string): Pins {
  const parsed = pinsSchema.safeParse(jsonOf(file, text));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    (issue) => `${issue.path.join(".") || "the file"}: ${issue.message}`,
  );
  throw new ToolError("machine", "pins", wrongPins(file, problems));
}

/** @throws ToolError `unknown`, naming the programs that are pinned. */
export function pinnedProgram(pins: Pins, name: string): PinnedProgram {
  const found = pins.programs[name];
  if (found === undefined)
    throw new ToolError("usage", "unknown", unknownTool(name, Object.keys(pins.programs)));
  return found;
}

function jsonOf(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ToolError("machine", "pins", wrongPins(file, [reason]), { cause });
  }
}
