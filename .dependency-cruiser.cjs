/**
 * The table of rooms in docs/architecture.md as rules: imports go downward only. Each rule's
 * comment says what to do instead. test/integration/quality/rooms.test.ts breaks every one of them.
 */

const VOCABULARY = "^lib/core/(system|objective|record|experiment)/";
const CAPABILITIES = "generator|recorder|stack|resources|report|monitoring|grafana|openslo|chaos";
const PRIMITIVES = "config|project|process|tools|records|prometheus|docker";
const TEAM_DATA = "^(system|thresholds|targets|experiments|scenarios/plans)/";
const K6_ENTRIES = "^(lib/k6|scenarios/(?!plans/))";

/** From `from`, only what matches one of `allowed` may be imported. */
function only(name, comment, from, allowed, dependencyTypesNot = []) {
  return {
    name,
    comment,
    severity: "error",
    from,
    to: { pathNot: allowed, ...(dependencyTypesNot.length > 0 && { dependencyTypesNot }) },
  };
}

/** Nothing that matches `from` may import what matches `to`. */
function never(name, comment, from, to) {
  return { name, comment, severity: "error", from, to };
}

const hygiene = [
  never("no-cycles", "Move what both need into a room below them.", {}, { circular: true }),
  never(
    "no-missing-modules",
    "The import leads nowhere: mend its path.",
    {},
    // k6 brings its own modules; the generator inlines tidemark:*.
    { couldNotResolve: true, pathNot: "^(k6|k6/.*|tidemark:.*)$" },
  ),
  never(
    "no-unlisted-packages",
    "Install the package with `npm install --save-exact`, or drop the import.",
    { pathNot: "^lib/k6/|^scenarios/" },
    { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
  ),
  never(
    "no-development-packages-in-the-product",
    "Packages of devDependencies belong to tests, checks and bench.",
    { path: "^(lib|services|scripts)/", pathNot: "^lib/k6/" },
    { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
  ),
  never(
    "no-orphans",
    "Nothing imports this file and it is no entry point: delete it, or import it.",
    {
      orphan: true,
      path: "^(lib|services|system|thresholds|experiments)/",
      // Declarations of modules that others bring are found by the compiler's settings.
      pathNot: "[.]d[.]ts$",
    },
    {},
  ),
  never(
    "product-never-imports-tests",
    "Move what the product needs out of test/ or bench/.",
    { pathNot: "^(test|bench)/" },
    { path: "^(test|bench)/" },
  ),
];

const core = [
  only(
    "core-is-pure",
    "lib/core takes the clock, files and randomness as arguments: no Node, no k6, only pure packages.",
    { path: "^lib/core/" },
    ["^lib/core/", "node_modules/(@stdlib|@grafana|cli-table3|junit-report-builder)/"],
  ),
  only(
    "vocabulary-stands-alone",
    "Vocabulary may name the types of lib/core/plan (a record holds a plan), and nothing else.",
    { path: VOCABULARY },
    [VOCABULARY],
    ["type-only"],
  ),
  never(
    "core-rooms-do-not-mix",
    "A room of lib/core uses the vocabulary; judge and report also analysis, chaos and the types of plan.",
    { path: "^lib/core/(plan|judge|analysis|chaos|report|rules)/" },
    {
      path: "^lib/core/(plan|judge|analysis|chaos|report|rules)/",
      pathNot: "^lib/core/($1|analysis|chaos)/",
      dependencyTypesNot: ["type-only"],
    },
  ),
  never(
    "recording-adds-up-plans",
    "lib/core/recording turns pushes into steps and counts of a plan; judging and drawing them is for others.",
    { path: "^lib/core/recording/" },
    { path: "^lib/core/", pathNot: [VOCABULARY, "^lib/core/(recording|plan)/"] },
  ),
  never(
    "slo-follows-from-rules-and-plans",
    "lib/core/slo says how objectives stand in production, by rules, plans and the judge's arithmetic; showing it is for report.",
    { path: "^lib/core/slo/" },
    { path: "^lib/core/", pathNot: [VOCABULARY, "^lib/core/(slo|rules|plan|judge|recording|chaos)/"] },
  ),
  never(
    "dashboards-know-names-alone",
    "lib/core/dashboards takes what the rules record by its names and as an argument.",
    { path: "^lib/core/dashboards/" },
    {
      path: "^lib/core/",
      pathNot: [VOCABULARY, "^lib/core/dashboards/", "^lib/core/rules/(names|windows)[.]ts$"],
    },
  ),
];

const node = [
  never(
    "capabilities-do-not-know-each-other",
    "A use case in lib/app hands the one to the other.",
    { path: `^lib/node/(${CAPABILITIES})/` },
    { path: `^lib/node/(${CAPABILITIES})/`, pathNot: "^lib/node/$1/" },
  ),
  never(
    "primitives-stand-alone",
    "Primitives may use lib/node/process and the core, not each other.",
    { path: `^lib/node/(${PRIMITIVES})/` },
    { path: "^lib/node/", pathNot: "^lib/node/($1|process)/" },
  ),
  never(
    "node-imports-downward",
    "lib/node is used by lib/app and scripts, never the other way round.",
    { path: "^lib/node/" },
    { path: "^(lib/app|scripts|services|lib/k6)/" },
  ),
  never(
    "app-imports-downward",
    "lib/app uses lib/node and lib/core; commands use it.",
    { path: "^lib/app/" },
    { path: "^(scripts|services|lib/k6)/" },
  ),
  never(
    "nothing-imports-commands",
    "Move what is shared into lib/app.",
    { path: "^(lib|services|system|thresholds|scenarios)/" },
    { path: "^scripts/" },
  ),
];

const insideK6 = [
  only(
    "k6-knows-only-k6-and-words",
    "Inside k6 there are k6/*, the inlined plan, the vocabulary, types of lib/core and system/.",
    { path: K6_ENTRIES },
    ["^lib/k6/", VOCABULARY, "^system/", "^k6(/|$)", "^tidemark:", "^node_modules/@types/k6/", "^lib/core/"],
  ),
  never(
    "k6-takes-only-types-from-the-core",
    "What k6 would compute belongs into the plan, which Node resolves; k6's thresholds share its arithmetic.",
    { path: K6_ENTRIES, pathNot: "\\.d\\.ts$" },
    {
      path: "^lib/core/",
      pathNot: [VOCABULARY, "^lib/core/plan/planned-requests[.]ts$"],
      dependencyTypesNot: ["type-only"],
    },
  ),
];

const teamData = [
  only("team-data-stays-data", "A team's data uses the vocabulary and lib/core/plan.", { path: TEAM_DATA }, [
    TEAM_DATA,
    VOCABULARY,
    "^lib/core/plan/",
  ]),
  never(
    "team-data-comes-through-the-project",
    "Take a Project as an argument: lib/node/project reads the team's data, and nothing else does.",
    { path: "^(lib|scripts)/", pathNot: "^lib/(node/project|k6)/" },
    { path: TEAM_DATA },
  ),
];

const inTheBrowser = [
  only(
    "pages-know-only-what-they-draw",
    "The script of a page draws what stands in it: uPlot, the charts' types and units, and nothing else.",
    { path: "^lib/browser/" },
    ["^lib/browser/", "^lib/core/report/charts/", VOCABULARY, "^node_modules/uplot/"],
  ),
  never(
    "nothing-imports-the-browser",
    "The build bundles lib/browser into dist/; lib/node/report reads it there.",
    { pathNot: "^(lib/browser|test)/" },
    { path: "^lib/browser/" },
  ),
];

const services = [
  never(
    "services-stand-alone",
    "The services under test use the vocabulary and thresholds/ (for their buckets), not the engine.",
    { path: "^services/" },
    { path: "^(lib|system|targets|scenarios|scripts)/", pathNot: VOCABULARY },
  ),
  never(
    "services-talk-over-http",
    "What two services share lives in services/shared.",
    { path: "^services/([^/]+)/" },
    { path: "^services/", pathNot: "^services/($1|shared)/" },
  ),
];

module.exports = {
  forbidden: [...hygiene, ...core, ...node, ...insideK6, ...inTheBrowser, ...teamData, ...services],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(dist|results|node_modules/\\.cache)/" },
    // Type-only imports are edges too, marked as such.
    tsPreCompilationDeps: true,
    detectProcessBuiltinModuleCalls: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      mainFields: ["module", "main", "types", "typings"],
    },
  },
};
