import { expect } from "chai";
import { readFileSync } from "node:fs";
import type { ProbeRow } from "../../../lib/core/experiment/probe.ts";
import { awaitSteady } from "../../../lib/app/chaos/await-steady.ts";
import { GuardError } from "../../../lib/app/chaos/guard-error.ts";
import { startProbe } from "../../../lib/node/chaos/probe.ts";
import { openProbeFile } from "../../../lib/node/records/probe-file.ts";
import { eventually } from "../../support/eventually.ts";
import { answer, type Behaviour, startScriptedServer } from "../../support/scripted-server.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const options = { headers: () => Promise.resolve({ Authorization: "Bearer x" }), connect: undefined };

describe("the probe", () => {
  const temporary = temporaryFolder();

  async function probing(
    behaviour: Behaviour,
    enough: (rows: readonly ProbeRow[]) => boolean,
    limits = { intervalMs: 50, timeoutMs: 300 },
  ): Promise<{ rows: ProbeRow[]; counts: ReadonlyMap<string, number> }> {
    const server = await startScriptedServer(behaviour);
    const rows: ProbeRow[] = [];
    const endpoints = [
      { about: "endpoint", endpoint: "a", url: `${server.url}/a?x=1`, expectedStatuses: [200, 404] },
      { about: "store", endpoint: "b", url: `${server.url}/b`, expectedStatuses: [200] },
    ] as const;
    const probe = startProbe({ ...options, endpoints, onRow: (row) => rows.push(row), ...limits });
    try {
      await eventually("it has seen enough", () => enough(rows));
    } finally {
      await probe.stop();
      await server.close();
    }
    return { rows, counts: server.counts };
  }

  const of = (rows: readonly ProbeRow[], name: string) => rows.filter(({ endpoint }) => endpoint === name);

  it("asks each endpoint at its rate, and says what came of it", async () => {
    const seen: (string | undefined)[] = [];
    const { rows, counts } = await probing(
      ({ url, headers }, response) => {
        seen.push(`${url} ${headers.authorization} ${String(headers["x-tidemark-traffic"])}`);
        return answer(response, url?.startsWith("/a") === true ? 404 : 500, {});
      },
      (all) => all.length >= 40,
    );
    expect(seen).to.include("/a?x=1 Bearer x synthetic");
    expect(of(rows, "a").every(({ ok, status }) => ok && status === 404)).to.equal(true);
    expect(of(rows, "b").every(({ ok, status }) => !ok && status === 500)).to.equal(true);
    expect(Math.abs(of(rows, "a").length - of(rows, "b").length)).to.be.at.most(2);
    const times = of(rows, "a").map(({ atMs }) => atMs);
    const meanMs = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / (times.length - 1);
    expect(meanMs, "a busy machine may leave rounds out, and never makes up for them").to.be.above(47);
    expect(counts.get("GET /a"), "no request is lost from the rows").to.equal(of(rows, "a").length);
  });

  it("goes on at its rate where one endpoint hangs, whose requests fail after their timeout", async () => {
    const { rows } = await probing(
      ({ url }) => url?.startsWith("/a") === true,
      (all) => of(all, "a").length >= 5 && of(all, "b").length >= 10,
      { intervalMs: 50, timeoutMs: 1_000 },
    );
    for (const { ok, status, seconds } of of(rows, "a")) {
      expect([ok, status]).to.deep.equal([false, 0]);
      expect(seconds).to.be.within(0.95, 5);
    }
    expect(
      of(rows, "b").every(({ ok }) => ok),
      "those of the other are answered",
    ).to.equal(true);
  });

  it("keeps its rows in probe.ndjson", () => {
    const file = openProbeFile(temporary());
    const row = {
      schema: 1,
      about: "endpoint",
      atMs: 1,
      endpoint: "a",
      ok: true,
      status: 200,
      seconds: 0.1,
    } as const;
    file.add(row);
    file.add({ ...row, atMs: 2 });
    expect(file.close()).to.equal(null);
    const lines = readFileSync(temporary("probe.ndjson"), "utf8").trim().split("\n");
    expect(lines.map((line) => JSON.parse(line) as unknown)).to.deep.equal([row, { ...row, atMs: 2 }]);
  });

  it("waits for the steady state, and refuses where it does not come", async function () {
    this.timeout(20_000);
    const server = await startScriptedServer(({ url }, response) => {
      return answer(response, url === "/bad" ? 503 : 200, {});
    });
    const never = new AbortController().signal;
    const asking = (path: string) => {
      const endpoints = [
        { about: "endpoint" as const, endpoint: path, url: `${server.url}/${path}`, expectedStatuses: [200] },
      ];
      return awaitSteady({ ...options, endpoints }, never, 8_000);
    };
    try {
      await asking("good");
      const refused = await asking("bad").then(
        () => null,
        (error: unknown) => error,
      );
      expect(refused).to.be.instanceOf(GuardError).and.include({ code: "notSteady", kind: "preflight" });
      expect((refused as Error).message).to.include("bad answered 503");
    } finally {
      await server.close();
    }
  });
});
