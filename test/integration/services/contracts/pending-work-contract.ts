/** What every store of pending records owes its service, as test cases for its adapters' suites. */
import { expect } from "chai";
import { skipBecause } from "../../../support/skip.ts";
import type { PendingWork } from "../../../../services/shared/pending-work.ts";

export interface PendingRecords {
  readonly records: PendingWork;
  /** @returns the id of a new, pending record */
  add(): Promise<string>;
  remove(id: string): Promise<boolean>;
  /** Why a record may be settled twice by many who try at once; null where it may not. */
  readonly notAtomic: string | null;
  /** Of no record. */
  readonly unknownId: string;
}

const everything = 10_000;
const minuteMs = 60_000;

export function keepsPendingWork(subject: () => PendingRecords): void {
  const isPending = (id: string) => subject().records.isPending(id);
  const pending = () => subject().records.pendingIds(0, everything);
  const settle = (id: string, outcome: "done" | "failed" = "done") => subject().records.settle(id, outcome);

  it("knows a new record as pending at once, and as one that is not old", async () => {
    const id = await subject().add();
    expect(await isPending(id)).to.equal(true);
    expect(await pending()).to.include(id);
    expect(await subject().records.pendingIds(minuteMs, everything)).not.to.include(id);
  });

  it("tells the oldest first, and no more than asked for", async () => {
    for (const id of await pending()) await settle(id);
    const added = [await subject().add(), await subject().add(), await subject().add()];
    expect(await pending()).to.deep.equal(added);
    expect(await subject().records.pendingIds(0, 2)).to.deep.equal(added.slice(0, 2));
  });

  it("settles a record once, whatever comes later", async () => {
    const id = await subject().add();
    expect(await settle(id)).to.equal(true);
    expect(await isPending(id)).to.equal(false);
    expect(await settle(id)).to.equal(false);
    expect(await settle(id, "failed")).to.equal(false);
    expect(await pending()).not.to.include(id);
  });

  it("settles a record once for many who try at the same time", async function () {
    const { notAtomic } = subject();
    if (notAtomic !== null) return skipBecause(this, notAtomic);
    const id = await subject().add();
    const results = await Promise.all(Array.from({ length: 8 }, () => settle(id)));
    expect(results.filter(Boolean)).to.have.lengthOf(1);
  });

  it("has a failed record wait no longer", async () => {
    const id = await subject().add();
    expect(await settle(id, "failed")).to.equal(true);
    expect(await isPending(id)).to.equal(false);
    expect(await pending()).not.to.include(id);
  });

  it("has nothing to settle where there is no such record, or the id is none", async () => {
    for (const id of [subject().unknownId, "", "nonsense", "-1", "99999999999999999999"]) {
      expect(await isPending(id), id).to.equal(false);
      expect(await settle(id), id).to.equal(false);
    }
  });

  it("forgets a record that was removed before it was worked off", async () => {
    const id = await subject().add();
    await subject().remove(id);
    expect(await pending()).not.to.include(id);
    expect(await isPending(id)).to.equal(false);
    expect(await settle(id)).to.equal(false);
  });
}
