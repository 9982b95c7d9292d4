import { mkdirSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import { CleanupError } from "../../../lib/app/cleanup/cleanup-error.ts";
import { cleanupExitCode, cleanupLines } from "../../../lib/app/cleanup/cleanup-text.ts";
import { type CleanupRequest, cleanUp } from "../../../lib/app/cleanup/clean-up.ts";
import { createInterruption } from "../../../lib/app/run/interruption.ts";
import { Failure } from "../../../lib/core/record/failure.ts";
import { acquireLock } from "../../../lib/node/process/lock.ts";
import type { Project } from "../../../lib/node/project/project.ts";
import { system } from "../../../system/index.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { startUserStore, type UserStore } from "./support/user-store.ts";

const one = "20260802T101530Z-sustained-k3f9x2";
const other = "20260803T101530Z-smoke-bcdfgh";
const left = (run: string, count: number) =>
  Array.from({ length: count }, (_, index) => `load-${run}-${index}-00ff00ff`);
const own = ["alice", "load-balancer", "load-test-user-1", `not-load-${one}-1`];

describe("cleaning up", () => {
  const path = temporaryFolder();
  let store: UserStore;
  afterEach(async () => {
    await store.close();
  });

  const request = (varied: Partial<CleanupRequest> = {}): CleanupRequest => ({
    project: {
      root: path(),
      system,
      objectives: [],
      scenarios: [],
      experiments: [],
      data: {},
    } satisfies Project,
    target: null,
    baseUrls: { api: store.url },
    runId: null,
    dryRun: false,
    env: { TIDEMARK_STATE_DIR: path("state") },
    dotEnv: {},
    interruption: createInterruption(),
    say: () => undefined,
    ...varied,
  });

  /** As a file of the project; `rest` are its lines after the addresses. */
  const target = (rest: string): Partial<CleanupRequest> => {
    mkdirSync(path("targets"));
    const addresses = ["api", "postgres", "mongo"].map((service) => `  ${service}: ${store.url}\n`).join("");
    writeFileSync(path("targets", "staging.yaml"), `addresses:\n${addresses}${rest}\n`);
    return { target: "staging", baseUrls: {} };
  };

  const deletions = () => store.asked.filter(({ what }) => what.startsWith("DELETE"));

  async function refusal(varied: Partial<CleanupRequest>): Promise<Failure> {
    const error: unknown = await cleanUp(request(varied)).then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(Failure);
    expect(deletions()).to.deep.equal([]);
    return error as Failure;
  }

  it("deletes what carries a run's id, over all pages, and nothing else", async () => {
    store = await startUserStore([...own, ...left(one, 5), ...left(other, 2)]);
    const result = await cleanUp(request());
    expect([...store.names.values()]).to.deep.equal(own);
    expect(result.kinds[0]).to.deep.equal({
      ...{ name: "users", found: 7, runs: { [one]: 5, [other]: 2 } },
      ...{ deleted: 7, gone: 0, refusals: [], left: 0 },
    });
    expect(result.kinds[1]).to.include({ name: "tasks", found: 0, deleted: 0 });
    expect(cleanupExitCode(result, false)).to.equal(0);
    expect(cleanupLines(result)[0]).to.equal("given by --url: users: 7 found, 7 deleted, 0 left");
  });

  it("deletes what one run left, and leaves the others'", async () => {
    store = await startUserStore([...left(one, 2), ...left(`${one}x`, 1), ...left(other, 2)]);
    const { kinds } = await cleanUp(request({ runId: other }));
    expect(kinds[0]).to.include({ found: 2, deleted: 2, left: 0 });
    expect([...store.names.values()]).to.deep.equal([...left(one, 2), ...left(`${one}x`, 1)]);
  });

  it("deletes nothing in a dry run, and says what it would", async () => {
    store = await startUserStore([...own, ...left(one, 2)]);
    const result = await cleanUp(request({ dryRun: true }));
    expect(deletions()).to.deep.equal([]);
    expect(cleanupLines(result).slice(0, 2)).to.deep.equal([
      "given by --url: users: 2 found, none deleted (--dry-run)",
      `  2 of ${one}`,
    ]);
    expect(cleanupExitCode(result, false)).to.equal(0);
  });

  it("counts what somebody else deleted meanwhile", async () => {
    store = await startUserStore(left(one, 2), (what) => (what === "DELETE /api/v1/users/1" ? 404 : null));
    const { kinds } = await cleanUp(request());
    expect(kinds[0]).to.include({ found: 2, deleted: 1, gone: 1 });
  });

  it("says what was refused and what is left, and is no success then", async () => {
    store = await startUserStore(left(one, 3), (what) => (what === "DELETE /api/v1/users/2" ? 403 : null));
    const result = await cleanUp(request());
    expect(result.kinds[0]).to.deep.include({ deleted: 2, refusals: ["answered 403"], left: 1 });
    expect(cleanupExitCode(result, false)).to.equal(1);
  });

  it("gives up on a target that refuses ten in a row", async () => {
    store = await startUserStore(left(one, 30), (what) => (what.startsWith("DELETE") ? 500 : null));
    const { kinds } = await cleanUp(request());
    expect(kinds[0]).to.include({ deleted: 0, left: 30 });
    expect(deletions().length).to.equal(10);
  });

  it("proves itself as the target's file says", async () => {
    store = await startUserStore(left(one, 1));
    const file = target("auth: { kind: bearer, token: { env: CLEANUP_TOKEN } }");
    const env = { TIDEMARK_STATE_DIR: path("state"), CLEANUP_TOKEN: "s3cret" };
    await cleanUp(request({ ...file, env }));
    expect(new Set(store.asked.map(({ headers }) => headers.authorization))).to.deep.equal(
      new Set(["Bearer s3cret"]),
    );
    expect(store.names.size).to.equal(0);
  });

  it("sends no more requests a second than the target may get", async () => {
    store = await startUserStore(left(one, 4));
    await cleanUp(request(target("limits: { maxRatePerSecond: 50 }")));
    const times = store.asked.map(({ atMs }) => atMs);
    const tookMs = (times.at(-1) ?? 0) - (times[0] ?? 0);
    expect(tookMs).to.be.above((times.length - 1) * 20 * 0.9);
  });

  it("deletes nothing where the list can't be had or read, and says where", async () => {
    store = await startUserStore(left(one, 2), (what) => (what.includes("/tasks") ? 401 : null));
    const error = await refusal({});
    expect(error).to.be.instanceOf(CleanupError).and.include({ kind: "preflight", code: "notListed" });
    expect(error.message).to.contain("/api/v1/tasks").and.contain("answered 401");
  });

  it("deletes nothing while a run is using the target", async () => {
    store = await startUserStore(left(one, 1));
    const lock = await acquireLock(path("state"), store.url, { runId: "a-run" });
    expect((await refusal({})).code).to.equal("locked");
    await lock.release();
  });

  it("refuses what makes no sense before it asks anything", async () => {
    store = await startUserStore([]);
    const project = { ...request().project, system: { ...system, leftovers: [] } };
    const refused = [
      await refusal({ baseUrls: {} }),
      await refusal({ runId: "load-" }),
      await refusal({ project }),
      await refusal({ baseUrls: { mongo: store.url } }),
      await refusal({
        ...target("auth: { kind: bearer, token: { k6Secret: key } }"),
        env: { TIDEMARK_STATE_DIR: path("state"), K6_SECRET_SOURCE: "mock=key=x" },
      }),
    ];
    expect(refused.map(({ kind, code }) => `${kind} ${code}`)).to.deep.equal([
      "usage noTarget",
      "usage runId",
      "usage notDescribed",
      "usage noAddress",
      "usage onlyForK6",
    ]);
    expect(store.asked).to.deep.equal([]);
  });

  it("stops at a signal, and says what it did", async () => {
    const interruption = createInterruption();
    store = await startUserStore(left(one, 9), (what) => {
      if (what === "DELETE /api/v1/users/3") interruption.signalled("SIGINT");
      return null;
    });
    const result = await cleanUp(request({ interruption }));
    expect(result.kinds[0]).to.include({ found: 9, left: null });
    expect(result.kinds[0]?.deleted).to.be.within(2, 3);
    expect(cleanupExitCode(result, true)).to.equal(105);
  });
});
