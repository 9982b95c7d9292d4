import { expect } from "chai";
import { badRequest, problemBody, Problem } from "../../../../services/shared/problem.ts";
import { problemFromError } from "../../../../services/shared/problem-from-error.ts";

const untranslated = () => null;

describe("the problem that an error becomes", () => {
  it("is the problem itself where one was thrown", () => {
    const problem = badRequest([]);
    expect(problemFromError(problem, untranslated)).to.equal(problem);
  });

  it("is what the service translates its own errors to", () => {
    const translated = new Problem({ status: 503, code: "store-unavailable", detail: "away" });
    expect(problemFromError(new Error("pool"), () => translated)).to.equal(translated);
  });

  it("is a 500 that says nothing of an unknown error", () => {
    for (const error of [new Error("password=hunter2"), "text", null, undefined]) {
      const problem = problemFromError(error, untranslated);
      expect(problem.status).to.equal(500);
      expect(problem.code).to.equal("internal");
      expect(JSON.stringify(problemBody(problem, "id"))).not.to.contain("hunter2");
    }
  });

  it("keeps the status of what the framework refuses", () => {
    const tooLarge = Object.assign(new Error("Request body is too large"), { statusCode: 413 });
    const problem = problemFromError(tooLarge, untranslated);
    expect(problem.status).to.equal(413);
    expect(problem.code).to.equal("body-too-large");
  });

  it("takes no 5xx from an error of the framework: such a status is not its to choose", () => {
    const error = Object.assign(new Error("inside"), { statusCode: 503 });
    expect(problemFromError(error, untranslated).status).to.equal(500);
  });

  it("names each field that a schema refuses", () => {
    const validation = [
      { keyword: "required", instancePath: "", params: { missingProperty: "email" }, message: "" },
      { keyword: "additionalProperties", instancePath: "", params: { additionalProperty: "admin" } },
      { keyword: "type", instancePath: "/username", params: {}, message: "must be string" },
    ];
    const error = Object.assign(new Error("body"), {
      statusCode: 400,
      validation,
      validationContext: "body",
    });
    const problem = problemFromError(error, untranslated);
    expect(problem.status).to.equal(400);
    expect(problem.fields).to.deep.equal([
      { field: "body.email", message: "is required" },
      { field: "body.admin", message: "is not a known field" },
      { field: "body.username", message: "must be string" },
    ]);
  });
});

describe("a problem body", () => {
  it("has the members of RFC 9457, a stable code and the request's id", () => {
    const problem = new Problem({ status: 404, code: "not-found", detail: "user 7 does not exist" });
    expect(problemBody(problem, "abc")).to.deep.equal({
      type: "about:blank",
      title: "Not Found",
      status: 404,
      code: "not-found",
      detail: "user 7 does not exist",
      requestId: "abc",
    });
  });
});
