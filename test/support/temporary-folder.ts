/** A folder for the tests of the suite that calls this; a fresh one for each test, gone after it. */
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Some hold whole databases, and the machine may be busy. */
const REMOVAL_MS = 30_000;

/** @returns a function that gives a path in the present test's folder */
export function temporaryFolder(): (...segments: string[]) => string {
  let folder = "";
  beforeEach("make a temporary folder", () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "tidemark-test-")));
  });
  afterEach("remove the temporary folder", function () {
    this.timeout(REMOVAL_MS);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });
  return (...segments) => join(folder, ...segments);
}
