/**
 * Names that k6 itself reads from the environment and that outrank the options in a script:
 * with one of them set, k6 would silently send something else, or count or report it
 * differently, and the verdict would be about another run. Preflight refuses them. Taken from
 * k6 v2's `lib/options.go`, `internal/cmd/{config,runtime_options}.go` and `cmd/state/state.go`;
 * names of its outputs, of its cloud and of its dashboard change nothing that is judged.
 */
import { ConfigError } from "./config-error.ts";
import { overridesPlan } from "./wording.ts";

/** What k6 would do, reading on from `would make k6`. */
const effects = {
  traffic: "send other traffic",
  connections: "connect in another way or to another place",
  stages: "leave out or cut short a stage of the test",
  counting: "tag, count or judge in another way",
  results: "write its results or its log in another way",
  configuration: "read further options from elsewhere",
} as const;

const namesByEffect: Readonly<Record<keyof typeof effects, readonly string[]>> = {
  traffic: [
    "K6_VUS",
    "K6_DURATION",
    "K6_ITERATIONS",
    "K6_STAGES",
    "K6_RPS",
    "K6_MIN_ITERATION_DURATION",
    "K6_PAUSED",
    "K6_MAX_REDIRECTS",
    "K6_BATCH",
    "K6_BATCH_PER_HOST",
    "K6_USER_AGENT",
    "K6_NO_COOKIES_RESET",
    "K6_THROW",
  ],
  connections: [
    "K6_NO_CONNECTION_REUSE",
    "K6_NO_VU_CONNECTION_REUSE",
    "K6_DNS",
    "K6_HOSTS",
    "K6_BLACKLIST_IPS",
    "K6_BLOCK_HOSTNAMES",
    "K6_LOCAL_IPS",
    "K6_INSECURE_SKIP_TLS_VERIFY",
    "K6_TLS_CIPHER_SUITES",
    "K6_TLSAUTH",
  ],
  stages: [
    "K6_NO_SETUP",
    "K6_SETUP_TIMEOUT",
    "K6_NO_TEARDOWN",
    "K6_TEARDOWN_TIMEOUT",
    "K6_HANDLE_SUMMARY_TIMEOUT",
    "K6_LINGER",
  ],
  counting: [
    "K6_THRESHOLDS",
    "K6_NO_THRESHOLDS",
    "K6_SYSTEM_TAGS",
    "K6_TAGS",
    "K6_SUMMARY_TREND_STATS",
    "K6_SUMMARY_TIME_UNIT",
    "K6_SUMMARY_MODE",
    "K6_NEW_MACHINE_READABLE_SUMMARY",
    "K6_METRIC_SAMPLES_BUFFER_SIZE",
    "K6_DISCARD_RESPONSE_BODIES",
    "K6_HTTP_DEBUG",
  ],
  results: [
    "K6_OUT",
    "K6_CSV_FILENAME",
    "K6_CSV_SAVE_INTERVAL",
    "K6_CSV_TIME_FORMAT",
    "K6_CONSOLE_OUTPUT",
    "K6_LOG_OUTPUT",
    "K6_LOG_FORMAT",
    "K6_SUMMARY_EXPORT",
    "K6_TRACES_OUTPUT",
  ],
  configuration: [
    "K6_CONFIG",
    "K6_TYPE",
    "K6_COMPATIBILITY_MODE",
    "K6_INCLUDE_SYSTEM_ENV_VARS",
    "K6_FEATURES",
    "K6_PROMETHEUS_RW_TREND_AS_NATIVE_HISTOGRAM",
    "K6_AUTO_EXTENSION_RESOLUTION",
    "K6_DEPENDENCIES_MANIFEST",
    "K6_ADDRESS",
    "K6_PROFILING_ENABLED",
  ],
};

export interface ForbiddenName {
  readonly name: string;
  readonly effect: string;
}

/** Sorted by name; values are not looked at, and may be secrets. */
export function forbiddenK6Environment(env: Readonly<Record<string, string | undefined>>): ForbiddenName[] {
  return Object.entries(namesByEffect)
    .flatMap(([effect, names]) =>
      names
        .filter((name) => env[name] !== undefined)
        .map((name) => ({ name, effect: effects[effect as keyof typeof effects] })),
    )
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** The same as a refusal of the preflight: throws when there is any. */
export function refuseForbiddenK6Environment(env: Readonly<Record<string, string | undefined>>): void {
  const [first, ...others] = forbiddenK6Environment(env).map(({ name, effect }) =>
    overridesPlan(name, effect),
  );
  if (first !== undefined) throw new ConfigError([first, ...others], "preflight");
}
