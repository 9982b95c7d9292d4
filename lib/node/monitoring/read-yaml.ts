/** A YAML file of the monitoring folder, unchecked; null where there is none. */
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { MonitoringError, wording } from "./monitoring-error.ts";

export function readYaml(file: string): unknown {
  try {
    return parse(readFileSync(file, "utf8")) as unknown;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    const cause = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    throw new MonitoringError("usage", "unreadable", wording.unreadable(file, cause), { cause: error });
  }
}
