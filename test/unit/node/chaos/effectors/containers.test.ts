/** The effects on containers, on an engine that does as Docker does. */
import { expect } from "chai";
import type { Effect } from "../../../../../lib/core/experiment/effect.ts";
import type { Effector } from "../../../../../lib/node/chaos/effector.ts";
import { containerKilled } from "../../../../../lib/node/chaos/effectors/container-killed.ts";
import { containerLimited } from "../../../../../lib/node/chaos/effectors/container-limited.ts";
import { containerPaused } from "../../../../../lib/node/chaos/effectors/container-paused.ts";
import {
  mebibyte,
  type ScriptedContainer,
  scriptedEngine,
  type ScriptedEngine,
  usualLimits,
} from "../../../../support/scripted-engine.ts";

type Kind = "containerKilled" | "containerPaused" | "containerLimited";

const container = { dockerHost: null, id: "one", name: "shop-api-1" };
const before = { nanoCpus: 1e9, memoryBytes: 512 * mebibyte, memorySwapBytes: 1024 * mebibyte };
const during = { nanoCpus: 2e8, memoryBytes: 256 * mebibyte, memorySwapBytes: 768 * mebibyte };
const duringInDocker = { NanoCpus: 2e8, Memory: 256 * mebibyte, MemorySwap: 768 * mebibyte };
const effects: Readonly<Record<Kind, Effect>> = {
  containerKilled: { kind: "containerKilled", container },
  containerPaused: { kind: "containerPaused", container },
  containerLimited: { kind: "containerLimited", container, before, during },
};
const changes: Readonly<
  Record<Kind, { readonly apply: string; readonly undo: string; readonly seen: string }>
> = {
  containerKilled: { apply: "kill one", undo: "start one", seen: "container shop-api-1 does not run" },
  containerPaused: { apply: "pause one", undo: "unpause one", seen: "container shop-api-1 is paused" },
  containerLimited: {
    apply: "limit one",
    undo: "limit one",
    seen: "container shop-api-1 runs (healthy); 0.2 processors, 256 MiB of memory (768 MiB with swap)",
  },
};

function having(more: Partial<ScriptedContainer> = {}): ScriptedEngine {
  return scriptedEngine({ id: "one", service: "api", labels: { "tidemark.chaos": "allow" }, ...more });
}

function effectorOn({ engine }: Pick<ScriptedEngine, "engine">, kind: Kind): Effector {
  const open = () => engine;
  const all = {
    containerKilled: containerKilled(open),
    containerPaused: containerPaused(open),
    containerLimited: containerLimited(open),
  };
  return all[kind];
}

for (const kind of ["containerKilled", "containerPaused", "containerLimited"] as const) {
  const effect = effects[kind];
  const change = changes[kind];

  describe(kind, () => {
    it("is there once it is applied, and gone once it is undone", async () => {
      const scripted = having();
      const effector = effectorOn(scripted, kind);
      await effector.apply(effect);
      expect(await effector.readBack(effect)).to.deep.equal({ presence: "present", text: change.seen });
      await effector.undo(effect);
      expect((await effector.readBack(effect)).presence).to.equal("clean");
      expect(scripted.calls).to.deep.equal([change.apply, change.undo]);
      expect(scripted.container("one").state ?? "running").to.equal("running");
      expect(scripted.container("one").limits ?? usualLimits).to.deep.equal(usualLimits);
    });

    it("does nothing in an undo that comes twice, or of an effect that was never applied", async () => {
      const scripted = having();
      const effector = effectorOn(scripted, kind);
      await effector.undo(effect);
      expect(scripted.calls).to.deep.equal([]);
      await effector.apply(effect);
      await effector.undo(effect);
      await effector.undo(effect);
      expect(scripted.calls).to.deep.equal([change.apply, change.undo]);
    });

    it("is undone, with evidence, where the container is gone", async () => {
      const scripted = having();
      const effector = effectorOn(scripted, kind);
      await effector.apply(effect);
      scripted.remove("one");
      await effector.undo(effect);
      expect(await effector.readBack(effect)).to.deep.equal({
        presence: "clean",
        text: "container shop-api-1 is gone: nothing is left to undo",
      });
    });

    it("is refused by a container without the permission, which stays as it is", async () => {
      for (const labels of [{}, { "tidemark.chaos": "true" }, { "tidemark.chaos": "" }]) {
        const scripted = having({ labels });
        const said = await effectorOn(scripted, kind).apply(effect).then(String, String);
        expect(said).to.include("must carry the label tidemark.chaos=allow");
        expect(scripted.calls).to.deep.equal([]);
      }
    });

    it("needs a container that is there and runs", async () => {
      const gone = await effectorOn(scriptedEngine(), kind).apply(effect).then(String, String);
      expect(gone).to.include("container shop-api-1 must be there, but is gone");
      for (const [state, words] of [
        ["exited", "does not run"],
        ["paused", "is paused"],
      ] as const) {
        const scripted = having({ state });
        const said = await effectorOn(scripted, kind).apply(effect).then(String, String);
        expect(said).to.include(`container shop-api-1 must run, but ${words}`);
        expect(scripted.calls).to.deep.equal([]);
      }
    });

    it("is unknown where the engine does not answer, and its undo says so", async () => {
      const silent = () => Promise.reject(new Error("no Docker engine answers"));
      const effector = effectorOn({ engine: { ...having().engine, inspect: silent } }, kind);
      expect(await effector.readBack(effect)).to.deep.equal({
        presence: "unknown",
        text: "container shop-api-1 can't be looked at: no Docker engine answers",
      });
      expect(await effector.undo(effect).then(String, String)).to.include("no Docker engine answers");
    });
  });
}

describe("containerKilled", () => {
  it("says that a container does not run although it was started", async () => {
    const { engine } = having({ state: "exited" });
    const effector = containerKilled(() => ({ ...engine, start: async () => undefined }));
    const said = await effector.undo({ kind: "containerKilled", container }).then(String, String);
    expect(said).to.include("container shop-api-1 was started, and does not run");
  });
});

describe("containerLimited", () => {
  const effect = { kind: "containerLimited", container, before, during } as const;

  it("is not applied over limits that somebody has changed since it was planned", async () => {
    const scripted = having({ limits: { ...usualLimits, NanoCpus: 5e8 } });
    const said = await effectorOn(scripted, "containerLimited").apply(effect).then(String, String);
    expect(said).to.include("has 0.5 processors").and.to.include("must have 1 processors");
    expect(scripted.calls).to.deep.equal([]);
  });

  it("is not applied where the container has grown beyond it since it was planned", async () => {
    const scripted = having({ memoryInUse: 256 * mebibyte });
    const said = await effectorOn(scripted, "containerLimited").apply(effect).then(String, String);
    expect(said).to.include("uses 256 MiB by now, and would be killed at a limit of 256 MiB");
    expect(scripted.calls).to.deep.equal([]);
  });

  it("asks for no memory where it takes none", async () => {
    const scripted = having({ memoryInUse: 600 * mebibyte });
    const cpuAlone = { ...effect, during: { ...before, nanoCpus: 2e8 } };
    await effectorOn(scripted, "containerLimited").apply(cpuAlone);
    expect(scripted.container("one").limits?.NanoCpus).to.equal(2e8);
  });

  it("starts a container again that died of it", async () => {
    const scripted = having({ state: "exited", limits: { ...duringInDocker } });
    const effector = effectorOn(scripted, "containerLimited");
    expect((await effector.readBack(effect)).presence).to.equal("present");
    await effector.undo(effect);
    expect(scripted.calls).to.deep.equal(["limit one", "start one"]);
    expect((await effector.readBack(effect)).presence).to.equal("clean");
  });

  it("says that the engine took limits and does not have them", async () => {
    const { engine } = having();
    const effector = containerLimited(() => ({ ...engine, limit: async () => undefined }));
    expect(await effector.apply(effect).then(String, String)).to.include("must have 0.2 processors");
  });
});
