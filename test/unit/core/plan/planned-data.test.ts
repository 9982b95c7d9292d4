import { expect } from "chai";
import { PlanError } from "../../../../lib/core/plan/plan-error.ts";
import { plannedData } from "../../../../lib/core/plan/planned-data.ts";
import type { DataFile } from "../../../../lib/core/system/data.ts";
import { anExecutor, aSystem } from "../given.ts";

const users: DataFile = {
  name: "users",
  file: "system/data/users.csv",
  pick: "unique",
  usedBy: ["items_list"],
};
const at = (iterationsPerSecond: number, durationSeconds: number) =>
  ({ kind: "constant-arrival-rate", iterationsPerSecond, durationSeconds }) as const;

function planned(file: DataFile, rows: number, executors = [anExecutor({ shape: at(10, 5) })]) {
  return plannedData(executors, { ...aSystem, data: [file] }, { users: { rows } });
}

function refusal(file: DataFile, rows: number): PlanError {
  try {
    planned(file, rows);
  } catch (error) {
    expect(error).to.be.instanceOf(PlanError).with.property("code", "tooFewRows");
    return error as PlanError;
  }
  throw new Error("it was planned");
}

describe("plannedData", () => {
  it("gives each executor that asks for rows a stretch of its own, one longer than it plans", () => {
    const executors = [
      anExecutor({ name: "warm", phase: "warmup", shape: at(10, 5) }),
      anExecutor({ name: "buy", sends: [{ endpoint: "items_buy", requestsPerIteration: 1 }] }),
      anExecutor({ name: "steady", shape: at(10, 10) }),
    ];
    expect(planned(users, 152, executors)).to.deep.equal([
      { name: "users", pick: "unique", whenUsedUp: "fail", rows: 152, firstRows: { warm: 0, steady: 51 } },
    ]);
  });

  it("refuses a run with more iterations than rows, and only that", () => {
    expect(planned(users, 51)).to.have.lengthOf(1); // 50, and the one that k6 may start at the end
    const { message, where } = refusal(users, 50);
    expect(where).to.equal("users");
    expect(message)
      .to.contain("each of 51 iterations")
      .and.contain("got 50")
      .and.contain('whenUsedUp: "again"');
  });

  it("counts a closed model's iterations exactly", () => {
    const shape = { kind: "shared-iterations", iterations: 50, durationSeconds: 10 } as const;
    expect(() => planned(users, 50, [anExecutor({ shape })])).not.to.throw();
  });

  it("refuses nothing where rows come again, or are drawn", () => {
    expect(planned({ ...users, whenUsedUp: "again" }, 1)[0]).to.include({ whenUsedUp: "again", rows: 1 });
    expect(planned({ ...users, pick: "random" }, 1)[0]).to.include({ pick: "random" });
  });

  it("takes a journey's iterations where the journey asks", () => {
    const journey = anExecutor({ journey: "browse", shape: at(10, 5) });
    expect(planned({ ...users, usedBy: ["browse"] }, 51, [journey])[0]?.firstRows).to.deep.equal({
      steady: 0,
    });
  });

  it("takes nothing of a file that the plan does not ask for", () => {
    expect(planned({ ...users, usedBy: ["items_buy"] }, 0)).to.deep.equal([]);
  });
});
