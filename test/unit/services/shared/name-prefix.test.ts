import { expect } from "chai";
import { namesBeginning, readNamePrefix } from "../../../../services/shared/name-prefix.ts";
import { Problem } from "../../../../services/shared/problem.ts";

describe("the beginning of a name", () => {
  it("is null where nobody asks for one", () => {
    expect(readNamePrefix({}, "titlePrefix")).to.equal(null);
  });

  it("may be as long as any name, and no longer", () => {
    expect(readNamePrefix({ titlePrefix: "x".repeat(200) }, "titlePrefix")).to.have.lengthOf(200);
    expect(() => readNamePrefix({ titlePrefix: "x".repeat(201) }, "titlePrefix")).to.throw(Problem);
  });

  it("is refused where it is empty, given twice, or beyond printable ASCII", () => {
    for (const titlePrefix of ["", ["a", "b"], "a\n", "ü", "\u007f"]) {
      expect(() => readNamePrefix({ titlePrefix }, "titlePrefix"), JSON.stringify(titlePrefix)).to.throw(
        Problem,
      );
    }
  });

  it("is a range that ends before the next name that does not begin so", () => {
    expect(namesBeginning("load-")).to.deep.equal({ from: "load-", before: "load." });
    expect(namesBeginning("a~")).to.deep.equal({ from: "a~", before: "a\u007f" });
  });
});
