/** What becomes of looks that fail, take long, or find nobody there. */
import { expect } from "chai";
import type { ResourceSample } from "../../../../lib/core/record/resource.ts";
import {
  nothingTold,
  type Reader,
  type Reading,
  SubjectGone,
} from "../../../../lib/node/resources/reading.ts";
import { samplingIntervalMs } from "../../../../lib/node/resources/sampling-interval.ts";
import type { Subject } from "../../../../lib/node/resources/subject.ts";
import { watch } from "../../../../lib/node/resources/watched.ts";

const page: Subject = { kind: "metrics", name: "api", url: "http://127.0.0.1:1/metrics" };

/** Answers with each of `reads` in turn; the clock is a second further at each look. */
function watching(reads: readonly (() => Reading | Promise<Reading>)[], subject: Subject = page) {
  const told: ResourceSample[] = [];
  let asked = 0;
  let closed = 0;
  const reader: Reader = {
    source: "metrics",
    read: async () => {
      const read = reads[asked++];
      if (read === undefined) throw new Error("asked too often");
      return read();
    },
    close: async () => {
      closed++;
    },
  };
  const one = watch(
    subject,
    reader,
    () => 1000 * asked,
    (sample) => told.push(sample),
  );
  return { one, told, asked: () => asked, closed: () => closed };
}

const used = (cpuSeconds: number) => () => ({ ...nothingTold, cpuSeconds });
const fails = (message: string) => () => {
  throw new Error(message);
};
const ends = () => {
  throw new SubjectGone("process 7 has ended");
};

describe("watch", () => {
  it("tells cores in use since the look before, and none for the first", async () => {
    const { one, told } = watching([used(10), used(10.5), used(12.5)]);
    for (let look = 0; look < 3; look++) await one.look();
    expect(told.map(({ cpuCores }) => cpuCores)).to.deep.equal([null, 0.5, 2]);
    expect(told[1]).to.include({ schema: 1, atMs: 2000, subject: "api", source: "metrics" });
  });

  it("tells no cores of a subject that was started anew", async () => {
    const { one, told } = watching([used(10), used(1), used(2)]);
    for (let look = 0; look < 3; look++) await one.look();
    expect(told.map(({ cpuCores }) => cpuCores)).to.deep.equal([null, null, 1]);
  });

  it("leaves a gap where a look fails, goes on, and says how many with the first reason", async () => {
    const { one, told } = watching([used(1), fails("no answer"), fails("another"), used(4)]);
    for (let look = 0; look < 4; look++) await one.look();
    expect(told.map(({ cpuCores }) => cpuCores)).to.deep.equal([null, 1]);
    expect(one.notes()).to.deep.equal(["api: 2 of 4 samples are missing: no answer"]);
  });

  it("asks no more of one that has gone, and says so", async () => {
    const { one, told, asked } = watching([used(1), ends]);
    for (let look = 0; look < 3; look++) await one.look();
    expect({ rows: told.length, asked: asked() }).to.deep.equal({ rows: 1, asked: 2 });
    expect(one.notes()).to.deep.equal(["api: process 7 has ended; it is sampled until then"]);
  });

  it("says nothing of one that may end", async () => {
    const { one } = watching([ends], { kind: "process", name: "generator", pid: 7, mayEnd: true });
    await one.look();
    expect(one.notes()).to.deep.equal([]);
  });

  it("does not ask again while a look goes on", async () => {
    let answer: (reading: Reading) => void = () => undefined;
    const slow = () => new Promise<Reading>((resolve) => (answer = resolve));
    const { one, asked } = watching([slow, used(1)]);
    const first = one.look();
    const second = one.look();
    await Promise.resolve();
    expect(asked()).to.equal(1);
    answer(nothingTold);
    await Promise.all([first, second]);
    await one.look();
    expect(asked()).to.equal(2);
  });

  it("takes a last look at its end, and lets go", async () => {
    const { one, told, closed } = watching([used(1), used(2)]);
    await one.look();
    await one.end();
    expect({ rows: told.length, closed: closed() }).to.deep.equal({ rows: 2, closed: 1 });
  });
});

describe("samplingIntervalMs", () => {
  for (const [plannedSeconds, expected, title] of [
    [10, 1_000, "not more often than once a second"],
    [240, 1_000, "once a second up to four minutes"],
    [600, 2_500, "240 times in ten minutes"],
    [7_200, 30_000, "every 30 s in two hours"],
    [28_800, 30_000, "every 30 s in a night"],
  ] as const) {
    it(`samples ${title}`, () => {
      expect(samplingIntervalMs(plannedSeconds)).to.equal(expected);
    });
  }
});
