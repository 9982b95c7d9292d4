/**
 * The first way: the program that the person named (`K6_BINARY`). What was said explicitly is used
 * or is an error; looking further would run something else than was asked for.
 */
import { resolve } from "node:path";
import { found, passedOver, type Finding, type Search } from "./search.ts";
import { explicitUnusable, ToolError } from "./tool-error.ts";
import { versionOf } from "./version-of.ts";

/** @throws ToolError `explicit` when what is named does not fit */
export async function fromEnvironment(search: Search): Promise<Finding> {
  const variable = search.program.environment.binary;
  const value = search.env[variable];
  if (value === undefined || value === "") return passedOver(variable, "not set");
  const path = resolve(value);
  const finding = await versionOf(path, search);
  if (finding.fits) return found(search, path, finding.version, variable);
  throw new ToolError("preflight", "explicit", explicitUnusable(search.program, path, finding.why));
}
