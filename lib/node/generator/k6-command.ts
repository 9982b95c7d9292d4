/** The command line and the environment of a k6 process, as data. */
import { join } from "node:path";
import type { LoadPlan } from "../../core/plan/plan.ts";
import { fileNames, k6Environment } from "../../core/record/names.ts";
import { installRoot } from "../process/install-root.ts";

export interface K6CommandOptions {
  readonly script: string;
  readonly plan: LoadPlan;
  readonly runFolder: string;
  readonly abortEarly: boolean;
  readonly quiet: boolean;
  readonly dashboard: boolean;
  /** Where the CSV output goes; null for none. */
  readonly csvFile: string | null;
}

export function k6Arguments(options: K6CommandOptions): string[] {
  const { script, plan, runFolder, abortEarly, quiet, csvFile } = options;
  const variables: [string, string][] = [
    [k6Environment.run, plan.runId],
    [k6Environment.summary, join(runFolder, fileNames.summary)],
    ...(abortEarly ? [[k6Environment.abortEarly, "true"] satisfies [string, string]] : []),
    ...(quiet ? [[k6Environment.quiet, "true"] satisfies [string, string]] : []),
  ];
  return [
    "run",
    "--no-usage-report",
    // No REST API: it would need a port, and could pause or stop the test.
    "--address=",
    // A configuration file of the person's would otherwise fill in whatever the plan leaves open.
    `--config=${join(installRoot(), "lib/node/generator/empty-k6-config.json")}`,
    "--summary-mode=compact",
    `--log-output=file=${join(runFolder, fileNames.log)}`,
    ...variables.flatMap(([name, value]) => ["-e", `${name}=${value}`]),
    ...(csvFile === null ? [] : ["--out", "csv"]),
    ...(quiet ? ["--quiet"] : []),
    script,
  ];
}

/** Without the `K6_*` of the person's environment, which would override the plan; with our own. */
export function k6ProcessEnvironment(
  inherited: NodeJS.ProcessEnv,
  { csvFile, dashboard }: Pick<K6CommandOptions, "csvFile" | "dashboard">,
): NodeJS.ProcessEnv {
  return {
    ...Object.fromEntries(Object.entries(inherited).filter(([name]) => !name.startsWith("K6_"))),
    ...(csvFile !== null && {
      // Not in the argument, where k6 would take a path with "=" in it for settings.
      K6_CSV_FILENAME: csvFile,
      K6_CSV_TIME_FORMAT: "unix_milli",
    }),
    ...(dashboard && { K6_WEB_DASHBOARD: "true" }),
  };
}
