import { expect } from "chai";
import {
  findProcess,
  observeProcess,
  ownIdentity,
  parseLinuxStat,
  parsePsLine,
} from "../../../../lib/node/process/process-identity.ts";

/** Fields 3 to 22 of proc_pid_stat(5): state, ppid, pgrp, ..., starttime. */
const fields = (state: string) =>
  `${state} 1 4242 4242 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 11 0 987654 1000 2000`;

describe("the identity of a process", () => {
  it("on Linux is read from its stat line: group and start time", () => {
    expect(parseLinuxStat(`4242 (k6) ${fields("S")}\n`)).to.deep.equal({
      groupId: 4242,
      startTicks: "987654",
    });
  });

  it("on Linux survives a program name with spaces and parentheses", () => {
    const stat = `4242 (a) R 9 (b c) ${fields("R")}\n`;
    expect(parseLinuxStat(stat)).to.deep.equal({ groupId: 4242, startTicks: "987654" });
  });

  for (const state of ["Z", "X"]) {
    it(`on Linux is nobody's in state ${state}: a dead process holds nothing`, () => {
      expect(parseLinuxStat(`4242 (k6) ${fields(state)}\n`)).to.equal(null);
    });
  }

  it("on Linux is nobody's when the line is cut short", () => {
    expect(parseLinuxStat("4242 (k6) S 1 4242")).to.equal(null);
  });

  it("elsewhere is read from ps: group and start time", () => {
    expect(parsePsLine("  4242 Ss   Mon Nov  3 09:08:07 2025    \n")).to.deep.equal({
      groupId: 4242,
      startTime: "Mon Nov  3 09:08:07 2025",
    });
  });

  it("elsewhere is nobody's for a zombie and for an empty answer", () => {
    expect(parsePsLine(" 4242 Z    Mon Nov  3 09:08:07 2025\n")).to.equal(null);
    expect(parsePsLine("\n")).to.equal(null);
  });

  it("finds this process, which lives", () => {
    const own = ownIdentity();
    expect(own.pid).to.equal(process.pid);
    expect(findProcess(own)?.pid).to.equal(process.pid);
    expect(observeProcess(process.pid)?.startTime).to.equal(own.startTime);
  });

  it("does not find a process of the same id that started at another time", () => {
    expect(findProcess({ ...ownIdentity(), startTime: "another time" })).to.equal(null);
  });

  it("does not find an id that nobody has", () => {
    expect(observeProcess(2 ** 22 + 1)).to.equal(null);
  });
});
