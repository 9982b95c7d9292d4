import { expect } from "chai";
import { createCleanup } from "../../../../lib/app/run/cleanup.ts";

describe("cleanup", () => {
  it("ends what was started in reverse order", async () => {
    const ended: string[] = [];
    const cleanup = createCleanup();
    cleanup.defer("first", () => void ended.push("first"));
    cleanup.defer("second", async () => void ended.push("second"));
    expect(await cleanup.run()).to.deep.equal([]);
    expect(ended).to.deep.equal(["second", "first"]);
  });

  it("goes on past a step that fails, and says which one and why", async () => {
    const ended: string[] = [];
    const cleanup = createCleanup();
    cleanup.defer("close a", () => void ended.push("a"));
    cleanup.defer("close b", () => {
      throw new Error("stuck");
    });
    cleanup.defer("close c", () => Promise.reject(new Error("gone")));
    expect(await cleanup.run()).to.deep.equal(["close c: gone", "close b: stuck"]);
    expect(ended).to.deep.equal(["a"]);
  });

  it("runs each step once, however often it is asked", async () => {
    let runs = 0;
    const cleanup = createCleanup();
    cleanup.defer("count", () => void (runs += 1));
    await cleanup.run();
    await cleanup.run();
    expect(runs).to.equal(1);
  });
});
