/** The command line and the environment of a k6 process, as data. */
import { join } from "node:path";
import type { LoadPlan } from "../../core/plan/plan.ts";
import { fileNames, k6Environment, RUN_LABEL } from "../../core/record/names.ts";
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
  /** Who records the run; null for nobody. */
  readonly remoteWrite: RemoteWrite | null;
}

/** Where k6 pushes what it counts, once a second. */
export interface RemoteWrite {
  readonly url: string;
  /** Given to k6 by its environment: arguments are for everybody to see. */
  readonly bearerToken: string;
  /** On every sample, besides the run's id. */
  readonly labels: Readonly<Record<string, string>>;
}

/** A label of the run's is added to those of its samples; k6 would else replace the ones of its options. */
const FEATURES = "native-histograms,merge-run-tags";
const PUSH_INTERVAL = "1s";

export function k6Arguments(options: K6CommandOptions): string[] {
  const { script, plan, runFolder, abortEarly, quiet, csvFile, remoteWrite } = options;
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
    ...summaryArguments(options),
    `--log-output=file=${join(runFolder, fileNames.log)}`,
    ...variables.flatMap(([name, value]) => ["-e", `${name}=${value}`]),
    ...(csvFile === null ? [] : ["--out", "csv"]),
    ...(remoteWrite === null ? [] : recordingArguments(plan, remoteWrite)),
    ...(quiet ? ["--quiet"] : []),
    script,
  ];
}

/**
 * k6 keeps every latency in memory for its summary and its thresholds; for a soak it keeps none, and the
 * recorder counts alone. Whoever wants a soak to be ended early needs the thresholds.
 */
export function keepsNoSummary({ plan, abortEarly, remoteWrite }: SummaryOptions): boolean {
  return plan.soak && !abortEarly && remoteWrite !== null;
}

type SummaryOptions = Pick<K6CommandOptions, "abortEarly" | "remoteWrite"> & {
  readonly plan: Pick<LoadPlan, "soak">;
};

function summaryArguments(options: SummaryOptions): string[] {
  return keepsNoSummary(options)
    ? ["--no-thresholds", "--summary-mode=disabled"]
    : ["--summary-mode=compact"];
}

function recordingArguments({ runId }: LoadPlan, { labels }: RemoteWrite): string[] {
  const tags = Object.entries({ ...labels, [RUN_LABEL]: runId });
  return [
    "--out",
    "experimental-prometheus-rw",
    `--features=${FEATURES}`,
    ...tags.flatMap(([name, value]) => ["--tag", `${name}=${value}`]),
  ];
}

/** Without the `K6_*` of the person's environment, which would override the plan; with our own. */
export function k6ProcessEnvironment(
  inherited: NodeJS.ProcessEnv,
  { csvFile, dashboard, remoteWrite }: Pick<K6CommandOptions, "csvFile" | "dashboard" | "remoteWrite">,
): NodeJS.ProcessEnv {
  return {
    ...Object.fromEntries(Object.entries(inherited).filter(([name]) => !name.startsWith("K6_"))),
    ...(csvFile !== null && {
      // Not in the argument, where k6 would take a path with "=" in it for settings.
      K6_CSV_FILENAME: csvFile,
      K6_CSV_TIME_FORMAT: "unix_milli",
    }),
    ...(remoteWrite !== null && {
      K6_PROMETHEUS_RW_SERVER_URL: remoteWrite.url,
      K6_PROMETHEUS_RW_BEARER_TOKEN: remoteWrite.bearerToken,
      K6_PROMETHEUS_RW_PUSH_INTERVAL: PUSH_INTERVAL,
    }),
    ...(dashboard && { K6_WEB_DASHBOARD: "true" }),
  };
}
