import { expect } from "chai";
import {
  type ProcessLook,
  processReader,
  type Usage,
} from "../../../../lib/node/resources/process-reader.ts";
import { SubjectGone } from "../../../../lib/node/resources/reading.ts";

/** Answers one after the other, the last again and again; a null is a process that is not there. */
function looking(
  answers: readonly (Omit<Usage, "ctime"> | null)[],
): ProcessLook & { readonly pauses: number[] } {
  let next = 0;
  const pauses: number[] = [];
  return {
    pauses,
    usageOf: () => {
      const answer = answers[Math.min(next++, answers.length - 1)] ?? null;
      if (answer === null) return Promise.reject(new Error("No matching pid found"));
      return Promise.resolve({ ctime: 1500, ...answer });
    },
    pause: (lengthMs) => {
      pauses.push(lengthMs);
      return Promise.resolve();
    },
  };
}

async function gone(reading: Promise<unknown>): Promise<string> {
  const error: unknown = await reading.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).to.be.instanceOf(SubjectGone);
  return (error as SubjectGone).message;
}

describe("processReader", () => {
  const running = { memory: 4096, elapsed: 1000 };

  it("tells CPU time and memory", async () => {
    const look = looking([running]);
    const reading = await processReader(7, look).read();
    expect(reading).to.include({ cpuSeconds: 1.5, residentBytes: 4096, connections: null });
    expect(look.pauses).to.deep.equal([]);
  });

  it("waits for the first memory of a process that was started this moment", async () => {
    const look = looking([{ memory: 0, elapsed: 0 }, { memory: 0, elapsed: 0 }, running]);
    expect(await processReader(7, look).read()).to.include({ residentBytes: 4096 });
    expect(look.pauses).to.have.lengthOf(2);
  });

  it("takes one that has none for a second as ended", async () => {
    const look = looking([{ memory: 0, elapsed: 0 }]);
    expect(await gone(processReader(7, look).read())).to.equal("process 7 has ended");
    expect(look.pauses.reduce((sum, lengthMs) => sum + lengthMs, 0)).to.equal(1000);
  });

  it("takes one that had memory and has none, or is not there, as ended at once", async () => {
    for (const later of [{ memory: 0, elapsed: 2000 }, null]) {
      const look = looking([running, later]);
      const reader = processReader(7, look);
      await reader.read();
      expect(await gone(reader.read())).to.equal("process 7 has ended");
      expect(look.pauses).to.deep.equal([]);
    }
  });

  it("tells another process by its age, and not one as old as before", async () => {
    const reader = processReader(7, looking([running, running, { memory: 4096, elapsed: 999 }]));
    await reader.read();
    await reader.read();
    expect(await gone(reader.read())).to.contain("its id is another's now");
  });
});
