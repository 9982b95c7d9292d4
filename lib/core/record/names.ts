/** Names that more than one room must agree on: metrics, tags, files, environment. */

/** k6 counters of ours. Prometheus sees them as `k6_<name>_total`. */
export const metricNames = {
  /** Bad events, tagged `objective`, `endpoint`, `service`, `phase`. */
  objectiveBad: "objective_bad",
  /** Exceptions in iterations: any makes the run a fail. */
  scriptErrors: "script_errors",
  /** Bodies that were looked at, and those that were wrong, tagged `endpoint`. */
  bodiesChecked: "bodies_checked",
  bodiesWrong: "bodies_wrong",
} as const;

/** k6's metrics, and ours, as its Prometheus output names them. Times are in seconds there. */
export const seriesNames = {
  requests: "k6_http_reqs_total",
  duration: "k6_http_req_duration_seconds",
  completed: "k6_iterations_total",
  dropped: "k6_dropped_iterations_total",
  vus: "k6_vus",
  objectiveBad: `k6_${metricNames.objectiveBad}_total`,
  scriptErrors: `k6_${metricNames.scriptErrors}_total`,
  bodiesChecked: `k6_${metricNames.bodiesChecked}_total`,
  bodiesWrong: `k6_${metricNames.bodiesWrong}_total`,
} as const;

/** On every sample of a run, with its id: counters of two runs would else be one that was reset. */
export const RUN_LABEL = "testid";

export const tagNames = {
  name: "name",
  service: "service",
  endpoint: "endpoint",
  phase: "phase",
  objective: "objective",
} as const;

/** Judged unless a scenario says otherwise; `warmup` never is. */
export const phaseNames = { warmup: "warmup", main: "main" } as const;

export const fileNames = {
  run: "run.json",
  summary: "summary.json",
  requests: "requests.csv.gz",
  junit: "junit.xml",
  log: "k6.log",
  script: "script.js",
  steps: "steps.ndjson",
  resources: "resources.ndjson",
  events: "events.ndjson",
  failures: "failures.ndjson",
  probe: "probe.ndjson",
  journal: "journal.ndjson",
  reportHtml: "report.html",
  reportMarkdown: "report.md",
  loadTestReport: "load_test_report.json",
  /** In the results folder, not in a run's. */
  latest: "latest",
  index: "index.html",
} as const;

/** Environment of a k6 process that Tidemark started (`-e`). */
export const k6Environment = {
  /** Present under Tidemark: the plan's run id. Bare `k6 run` lacks it and gates by thresholds. */
  run: "TIDEMARK_RUN",
  /** Where handleSummary writes the end-of-test data (a path). */
  summary: "TIDEMARK_SUMMARY",
  /** `true`: the thresholds of bare `k6 run` act here too. */
  abortEarly: "TIDEMARK_ABORT_EARLY",
  /** `true`: no text for people at the end. */
  quiet: "TIDEMARK_QUIET",
  /** Credentials of the target, as JSON (`K6Access`); never by `-e`, which every `ps` shows. */
  access: "TIDEMARK_ACCESS",
  /** `TIDEMARK_URL_<SERVICE>`: base address of a service, overrides the plan's. */
  urlPrefix: "TIDEMARK_URL_",
} as const;

/** What a line of k6's log begins with that is a failing response: a `FailureSample` as JSON follows. */
export const failureMark = "tidemark-failure ";

/** How requests for a token are tagged: they are no endpoint's, and never judged. */
export const tokenRequests = { name: "auth_token", phase: "auth" } as const;

/** Sent with every request of a test, so that the services tell its traffic apart. */
export const syntheticTrafficHeader = { name: "X-Tidemark-Traffic", value: "synthetic" } as const;

/** Tag of the annotations that runs leave in Grafana; dashboards ask for it. */
export const announcementTag = "tidemark";
