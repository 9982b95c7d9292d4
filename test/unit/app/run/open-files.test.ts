import { expect } from "chai";
import { checkOpenFiles } from "../../../../lib/app/run/open-files.ts";
import { PreflightError } from "../../../../lib/app/run/preflight-error.ts";
import { anExecutor, aRecord } from "../../core/given.ts";

/** 100 virtual users, two services, and k6's own share of 256. */
const needed = 100 * 2 + 256;
const plan = { ...aRecord().plan, executors: [anExecutor({ maxVUs: 100 })] };

describe("the open-file limit", () => {
  it("is enough at exactly what the virtual users and k6 need", () => {
    expect(() => checkOpenFiles(plan, 2, needed)).not.to.throw();
  });

  it("is refused one below, with the figure that it takes", () => {
    expect(() => checkOpenFiles(plan, 2, needed - 1))
      .to.throw(PreflightError, String(needed))
      .that.includes({ code: "openFiles", kind: "preflight" });
  });

  it("is not asked for where there is none", () => {
    expect(() => checkOpenFiles(plan, 2, null)).not.to.throw();
  });
});
