import { expect } from "chai";
import { Problem } from "../../../../services/shared/problem.ts";
import { pagingBounds, readPaging, readUserId } from "../../../../services/shared/request-numbers.ts";

function problemOf(read: () => unknown): Problem {
  try {
    read();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error("it was accepted");
}

describe("paging", () => {
  it("is the first page of twenty when nothing is said", () => {
    expect(readPaging({})).to.deep.equal({ page: 1, pageSize: 20 });
  });

  it("takes both bounds of page and page size", () => {
    for (const name of ["page", "pageSize"] as const) {
      const { min, max } = pagingBounds[name];
      expect(readPaging({ [name]: String(min) })[name]).to.equal(min);
      expect(readPaging({ [name]: String(max) })[name]).to.equal(max);
    }
  });

  it("refuses what lies just outside of a bound, naming the parameter", () => {
    for (const name of ["page", "pageSize"] as const) {
      for (const value of [pagingBounds[name].min - 1, pagingBounds[name].max + 1]) {
        const problem = problemOf(() => readPaging({ [name]: String(value) }));
        expect(problem.status).to.equal(400);
        expect(problem.code).to.equal("invalid-request");
        expect(problem.fields.map(({ field }) => field)).to.deep.equal([`query.${name}`]);
      }
    }
  });

  it("refuses what is no whole number, and a parameter given twice", () => {
    for (const value of ["", "1.5", "-1", "1e2", "abc", " 1", ["1", "2"]]) {
      const problem = problemOf(() => readPaging({ page: value }));
      expect(problem.fields.map(({ field }) => field)).to.deep.equal(["query.page"]);
    }
  });

  it("tells of both parameters at once", () => {
    const problem = problemOf(() => readPaging({ page: "0", pageSize: "101" }));
    expect(problem.fields.map(({ field }) => field)).to.deep.equal(["query.page", "query.pageSize"]);
  });

  it("repeats only the beginning of what was received", () => {
    const problem = problemOf(() => readPaging({ page: "x".repeat(10_000) }));
    expect(problem.detail.length).to.be.below(200);
  });
});

describe("a user's id", () => {
  it("is a whole number from one to the largest that the store has", () => {
    expect(readUserId({ id: "1" })).to.equal(1);
    expect(readUserId({ id: "2147483647" })).to.equal(2_147_483_647);
  });

  it("is refused as a bad request where it is none", () => {
    for (const id of ["0", "2147483648", "-1", "1.5", "abc", "99999999999999999999"]) {
      const problem = problemOf(() => readUserId({ id }));
      expect(problem.status, id).to.equal(400);
      expect(problem.fields.map(({ field }) => field)).to.deep.equal(["path.id"]);
    }
  });
});
