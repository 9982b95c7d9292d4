/**
 * Mocha's `bdd` interface with a default timeout for each kind of test, decided by its folder, so
 * that one `npx mocha <file>` behaves like the whole suite. A suite or test that needs longer says
 * so with `this.timeout(...)`. The timeout is set on each outermost `describe` before its body runs;
 * everything inside inherits it.
 */
const { interfaces } = require("mocha");
const { relative, sep } = require("node:path");

const TIMEOUT_MS_BY_FOLDER = {
  "test/unit": 10_000,
  "test/integration": 30_000,
  "test/e2e": 120_000,
  "test/heavy": 300_000,
};

module.exports = function bddWithTimeouts(rootSuite) {
  interfaces.bdd(rootSuite);
  let fileBeingLoaded = "";
  rootSuite.on("pre-require", (_context, file) => {
    fileBeingLoaded = relative(process.cwd(), file).split(sep).join("/");
  });
  rootSuite.on("suite", (suite) => {
    const folder = Object.keys(TIMEOUT_MS_BY_FOLDER).find((name) => fileBeingLoaded.startsWith(`${name}/`));
    if (folder !== undefined) suite.timeout(TIMEOUT_MS_BY_FOLDER[folder]);
  });
};
module.exports.description = "bdd, with a default timeout by the folder of the test";
