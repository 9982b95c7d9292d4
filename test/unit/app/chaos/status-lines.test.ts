import { expect } from "chai";
import {
  type ChaosStatus,
  type ControllerState,
  statusLines,
} from "../../../../lib/app/chaos/controllers.ts";

type Held = NonNullable<ControllerState["held"]>[number];

const held: Held = {
  faultId: "f",
  what: "kills api",
  undo: "starts api again",
  state: "applied",
  undoAttempts: 0,
  lastFailure: [],
};

function linesOf(...faults: readonly Held[]): string[] {
  const controller = { pid: 7, runId: "run", target: "staging", held: faults, problem: null };
  const status: ChaosStatus = { controllers: [controller], journals: [] };
  return statusLines(status).slice(1);
}

describe("the status of a fault controller", () => {
  it("names what it holds", () => {
    expect(linesOf()).to.deep.equal(["  holds no fault"]);
    expect(linesOf(held)).to.deep.equal(["  applied: kills api"]);
  });

  it("says of an undo that failed how often it was tried, why it failed, and what to do by hand", () => {
    const failed = {
      ...held,
      state: "undoFailed",
      undoAttempts: 3,
      lastFailure: ["api is away", "api is down"],
    };
    expect(linesOf(failed)).to.deep.equal([
      "  undoFailed: kills api",
      "    undone 3 times, and not confirmed (api is away; api is down); it is tried again for as long as " +
        "the controller lives; by hand: starts api again",
    ]);
  });
});
