/**
 * Hooks and steps of the tests that run the real k6 against a shop: a folder, a ledger that must be
 * empty at the end, a server that is closed after each test.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect } from "chai";
import type { LoadPlan } from "../../../lib/core/plan/plan.ts";
import type { Observation } from "../../../lib/core/record/verdict.ts";
import { bundleScenario } from "../../../lib/node/generator/bundle-scenario.ts";
import type { CountedRun } from "../../../lib/core/recording/counted-run.ts";
import { readEndOfTest } from "../../../lib/node/generator/end-of-test.ts";
import {
  type K6Outcome,
  type K6Run,
  startK6,
  type StartK6Options,
} from "../../../lib/node/generator/start-k6.ts";
import type { Project } from "../../../lib/node/project/project.ts";
import { type Ledger, openLedger } from "../../../lib/node/process/ledger.ts";
import { builtProgramHost } from "../../support/built-daemons.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { k6ForTests } from "./k6-for-tests.ts";
import { writeShop } from "./shop.ts";
import { type Answer, type ShopServer, startShop } from "./shop-server.ts";

export interface Finished {
  readonly outcome: K6Outcome;
  readonly counted: CountedRun;
  /** Fields of each row of requests.csv.gz, in the order of its columns. */
  readonly rows: string[][];
  readonly log: string;
}

export interface ShopRuns {
  readonly path: (...segments: string[]) => string;
  serve(answer: Answer): Promise<ShopServer>;
  start(
    plan: LoadPlan,
    behaviour?: string,
    varied?: Partial<StartK6Options>,
    data?: Project["data"],
  ): Promise<K6Run>;
  /** Waits for the end and reads what is in the run's folder. */
  finish(plan: LoadPlan, run: K6Run): Promise<Finished>;
}

/** To be called in a `describe`. */
export function shopRuns(): ShopRuns {
  const path = temporaryFolder();
  let k6 = "";
  let ledger: Ledger;
  let server: ShopServer | undefined;

  before(async function () {
    k6 = await k6ForTests(this);
    await builtProgramHost();
  });
  beforeEach(() => {
    ledger = openLedger(path("state"));
    mkdirSync(path("run"));
  });
  afterEach(async () => {
    await server?.close();
    server = undefined;
    ledger.close();
    const ledgers = path("state", "ledgers");
    expect(existsSync(ledgers) ? readdirSync(ledgers) : []).to.deep.equal([]);
  });

  return {
    path,
    serve: async (answer) => (server = await startShop(answer)),
    start: async (plan, behaviour, varied = {}, data = {}) => {
      const project = { ...writeShop(path("shop"), behaviour), data };
      const script = path("run", "script.js");
      const env = { ...process.env, TIDEMARK_JSLIB_URL: "http://127.0.0.1:9/none" };
      await bundleScenario({ project, plan, cacheFolder: path("cache"), copies: [script], env });
      const wanted = {
        requestRows: true,
        abortEarly: false,
        quiet: true,
        dashboard: false,
        remoteWrite: null,
      };
      return startK6({ k6, script, plan, runFolder: path("run"), ...wanted, ledger, ...varied });
    },
    finish: async (plan, run) => {
      const outcome = await run.ended;
      const table = gunzipSync(readFileSync(path("run", "requests.csv.gz"))).toString();
      return {
        outcome,
        counted: readEndOfTest(JSON.parse(readFileSync(path("run", "summary.json"), "utf8")), plan),
        rows: rowsOf(table),
        log: readFileSync(path("run", "k6.log"), "utf8"),
      };
    },
  };
}

export function observed({ counted }: Finished, objective: string): Observation {
  return counted.observations.find((observation) => observation.objective === objective)!;
}

function rowsOf(table: string): string[][] {
  const [, ...rows] = table.trimEnd().split("\n");
  return rows.map((row) => row.split(","));
}
