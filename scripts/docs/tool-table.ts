/** The outside programs and modules that this version is pinned to. */
import { readPins } from "../../lib/node/tools/pinned.ts";
import { markdownTable } from "./markdown-table.ts";

export function toolTable(): string {
  const { programs, modules } = readPins();
  const rows = [...Object.entries(programs), ...Object.entries(modules)];
  return markdownTable(
    ["name", "version", "licence"],
    rows.map(([name, { version, licence }]) => [name, version, licence]),
  );
}
