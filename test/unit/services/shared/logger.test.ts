import { expect } from "chai";
import { loggableError } from "../../../../services/shared/logger.ts";

describe("an error in the log", () => {
  it("has name, code, message, stack and cause, and nothing that a driver hung on it", () => {
    const cause = Object.assign(new Error("refused"), { code: "ECONNREFUSED", password: "hunter2" });
    const error = Object.assign(new Error("duplicate", { cause }), {
      code: "23505",
      detail: "Key (email)=(a@b)",
    });
    const logged = loggableError(error);
    expect(logged).to.include({ type: "Error", code: "23505", message: "duplicate" });
    expect(logged.cause).to.include({ code: "ECONNREFUSED", message: "refused" });
    expect(JSON.stringify(logged)).not.to.contain("hunter2").and.not.to.contain("a@b");
  });

  it("may be anything that was thrown", () => {
    expect(loggableError("text")).to.include({ type: "string", message: "text" });
  });
});
