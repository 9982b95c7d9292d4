/**
 * The one table of settings: flag, environment names, what the value may be, default and
 * description. The command line's options and help, the checks, `.env.example` and the table in
 * the docs are all derived from it.
 */
import { isAbsolute, resolve, sep } from "node:path";
import type { PlainSettings } from "./run-settings.ts";
import {
  addressValue,
  booleanValue,
  choiceValue,
  durationOrSeconds,
  durationValue,
  integerValue,
  listValue,
  rateValue,
  textValue,
  trendStatsValue,
  type Bounds,
  type ValueSchema,
} from "./values.ts";

export interface Setting<T> {
  /** `--rate`; a switch also has its `--no-` form. */
  readonly flag: string;
  /** What stands for the value in the help; null for a switch. */
  readonly placeholder: string | null;
  readonly environment: readonly string[];
  readonly description: string;
  readonly default: T;
  /** The default in words, where its value says too little. */
  readonly defaultText: string;
  /** A value that is right, for messages and for `.env.example`. */
  readonly example: string;
  readonly flagValue: ValueSchema<T>;
  readonly environmentValue: ValueSchema<T>;
  /** Makes a path absolute. */
  readonly anchor: (value: T, workingFolder: string) => T;
}

export type SettingsTable = { readonly [Key in keyof PlainSettings]: Setting<PlainSettings[Key]> };

export const bounds = {
  ratePerSecond: { least: 0.001, most: 100_000 },
  durationSeconds: { least: 1, most: 7 * 24 * 3600 },
  rampSeconds: { least: 0, most: 24 * 3600 },
  vus: { least: 1, most: 50_000 },
  steps: { least: 1, most: 100 },
  seed: { least: 0, most: 2 ** 32 - 1 },
  everyNth: { least: 0, most: 1_000_000 },
} as const satisfies Record<string, Bounds>;

const scenarios = "the scenario's";

export const settingsTable: SettingsTable = {
  ratePerSecond: {
    ...value("--rate", "<rate>", "50/s", null, scenarios, rateValue(bounds.ratePerSecond)),
    environment: ["RATE", "MAX_RPS"],
    description: "requests a second, or the top rate of a ramp: 50, 50/s, 3000/min",
  },
  durationSeconds: {
    ...duration("--duration", "30s", bounds.durationSeconds),
    environment: ["DURATION"],
    description: "how long to measure: 30s, 5m, 1h30m (in the environment also plain seconds)",
  },
  warmupSeconds: {
    ...duration("--warmup", "5s", bounds.rampSeconds),
    environment: ["WARMUP"],
    description: "load before the measurement, never judged; 0s for none",
  },
  rampUpSeconds: {
    ...duration("--ramp-up", "1m", bounds.rampSeconds),
    environment: ["RAMP_UP_TIME"],
    description: "time that a ramp takes to reach its rate",
  },
  steps: {
    ...value("--steps", "<count>", "10", null, scenarios, integerValue(bounds.steps)),
    environment: ["STEPS"],
    description: "in how many steps a search reaches its top rate",
  },
  parallel: {
    ...onOff("--parallel"),
    environment: ["PARALLEL"],
    description: "all tests of a scenario at once, not one after another",
  },
  only: {
    ...value<readonly string[] | null>(
      "--only",
      "<names>",
      "users_list,api_health",
      null,
      "all",
      listValue(),
    ),
    environment: ["ONLY"],
    description: "these tests of a scenario alone, by name, with commas between",
  },
  vus: {
    ...value("--vus", "<count>", "50", null, "from rate and latency", integerValue(bounds.vus)),
    environment: ["VUS"],
    description: "virtual users that k6 holds ready",
  },
  seed: {
    ...value("--seed", "<number>", "42", null, "a new one, printed", integerValue(bounds.seed)),
    environment: ["SEED"],
    description: "repeats the payloads of a run",
  },
  target: {
    ...value("--target", "<name>", "local", null, "the embedded system", textValue("the name of a target")),
    environment: ["TIDEMARK_TARGET"],
    description: "where the system runs: a file of the project's targets/, by name",
  },
  projectFolder: {
    ...folder("--project", "."),
    environment: ["TIDEMARK_PROJECT"],
    description: "folder that holds system/, thresholds/, scenarios/ and targets/",
  },
  resultsFolder: {
    ...folder("--results", "results"),
    environment: ["TIDEMARK_RESULTS_DIR"],
    description: "folder in which every run gets a folder of its own",
  },
  requestRows: {
    ...value("--request-rows", "<when>", "off", "auto", "auto", choiceValue(["auto", "on", "off"])),
    environment: ["TIDEMARK_REQUEST_ROWS"],
    description: "a row for every request in requests.csv.gz: auto (short runs), on or off",
  },
  prometheus: {
    ...value("--prometheus", "<url>", "http://127.0.0.1:9090", null, "the target's", addressValue()),
    environment: ["TIDEMARK_PROMETHEUS_URL"],
    description: "the Prometheus that a run's samples go to (by remote write), and that others are read from",
  },
  trendStats: {
    ...value("--trend-stats", "<list>", "avg,p(95),p(99)", null, "native histograms", trendStatsValue()),
    environment: ["TIDEMARK_TREND_STATS"],
    description: "for a Prometheus that takes no native histograms: gauges like k6's own in their place",
  },
  checkEveryNthBody: {
    ...value("--check-every", "<n>", "10", null, scenarios, integerValue(bounds.everyNth)),
    environment: ["TIDEMARK_CHECK_EVERY"],
    description: "check every n-th body; 0 checks none",
  },
  strict: {
    ...onOff("--strict"),
    environment: ["TIDEMARK_STRICT"],
    description: "a close call is inconclusive",
  },
  abortEarly: {
    ...onOff("--abort-early"),
    environment: ["TIDEMARK_ABORT_EARLY"],
    description: "end the run as soon as an objective can no longer be met",
  },
  dashboard: {
    ...onOff("--dashboard"),
    environment: ["TIDEMARK_DASHBOARD"],
    description: "serve k6's live web dashboard during the run",
  },
  json: {
    ...onOff("--json"),
    environment: ["TIDEMARK_JSON"],
    description: "print the record as JSON instead of the table",
  },
  quiet: {
    ...onOff("--quiet"),
    environment: ["TIDEMARK_QUIET"],
    description: "no progress on stderr",
  },
  k6Binary: {
    ...value(
      "--k6",
      "<path>",
      "/usr/local/bin/k6",
      null,
      "found or downloaded",
      textValue("the path of a k6 binary"),
    ),
    environment: ["K6_BINARY"],
    description: "the k6 to use",
    anchor: (path, workingFolder) => (path === null ? null : fromFolder(path, workingFolder)),
  },
};

type Common<T> = Omit<Setting<T>, "environment" | "description">;

function value<T>(
  flag: string,
  placeholder: string,
  example: string,
  byDefault: T,
  defaultText: string,
  schema: ValueSchema<T>,
): Common<T> {
  return {
    flag,
    placeholder,
    example,
    default: byDefault,
    defaultText,
    flagValue: schema,
    environmentValue: schema,
    anchor: (received) => received,
  };
}

function duration(flag: string, example: string, limits: Bounds): Common<number | null> {
  return {
    ...value<number | null>(flag, "<duration>", example, null, scenarios, durationValue(limits)),
    environmentValue: durationOrSeconds(limits),
  };
}

function folder(flag: string, byDefault: string): Common<string> {
  return {
    ...value(flag, "<folder>", byDefault, byDefault, byDefault, textValue("a folder")),
    anchor: (path, workingFolder) => resolve(workingFolder, path),
  };
}

function onOff(flag: string): Common<boolean> {
  return { ...value(flag, "", "true", false, "false", booleanValue()), placeholder: null };
}

/** A bare name (`k6`) is looked up on the PATH and stays as it is. */
function fromFolder(path: string, workingFolder: string): string {
  return path.includes(sep) && !isAbsolute(path) ? resolve(workingFolder, path) : path;
}
