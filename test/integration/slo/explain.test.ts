/** `tidemark slo explain` as a person runs it. */
import { expect } from "chai";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { tidemark } from "../../support/tidemark.ts";

const folder = temporaryFolder();

describe("tidemark slo explain", function () {
  this.timeout(30_000);

  it("explains an objective of the project", async () => {
    const { stdout, exitCode } = await tidemark(folder(".")).start(
      ...["slo", "explain", "api_health-errors", "--traffic", "20"],
    );
    expect(exitCode).to.equal(0);
    expect(stdout).to.contain("51,840,000 requests, of which 51,840 may be bad");
  });

  it("refuses one that nobody stated, and a traffic that is none, with what is right", async () => {
    const unknown = await tidemark(folder(".")).start("slo", "explain", "api_health-error");
    expect(unknown.exitCode).to.equal(2);
    expect(unknown.stderr).to.contain(
      'objective must be one of thresholds/, got "api_health-error", did you mean api_health-errors?',
    );
    const wrong = await tidemark(folder(".")).start(
      "slo",
      "explain",
      "api_health-errors",
      "--traffic",
      "much",
    );
    expect(wrong.exitCode).to.equal(2);
    expect(wrong.stderr).to.contain('--traffic must be a rate (50, 50/s, 3000/min), got "much"');
  });
});
