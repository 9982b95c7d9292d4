/**
 * Mocha's spec reporter, and at the end what it leaves out: every skipped test with its reason, so
 * that a green run cannot hide what did not run. With TEST_COUNTS_FILE=<file> the counts are
 * also written there as JSON, for `.ci/run`.
 */
const { writeFileSync } = require("node:fs");
const { reporters } = require("mocha");

/** The reason that `skipBecause` left on the test, or on the suite whose hook called it. */
function skipReason(test) {
  for (let node = test; node !== undefined; node = node.parent) {
    if (node.skipReason !== undefined) return node.skipReason;
  }
  return "no reason given";
}

module.exports = class SpecWithSkips extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const skipped = [];
    runner.on("pending", (test) => skipped.push({ title: test.fullTitle(), reason: skipReason(test) }));
    runner.once("end", () => this.summarize(skipped));
  }

  summarize(skipped) {
    for (const { title, reason } of skipped) console.log(`  SKIPPED  ${title}\n           ${reason}`);
    const counts = { passed: this.stats.passes, failed: this.stats.failures, skipped: skipped.length };
    console.log(`\n  ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
    const file = process.env.TEST_COUNTS_FILE;
    if (file) writeFileSync(file, JSON.stringify({ ...counts, skippedTests: skipped }));
  }
};
module.exports.description = "spec, followed by every skipped test with its reason";
