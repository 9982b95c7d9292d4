/**
 * The mongo service while its store refuses connections, hangs up on each at once or says nothing, from
 * the start or later: does it answer in time, find the store by itself when it is there, and end in time
 * where it is not?
 */
import { expect } from "chai";
import { mongoConfiguration } from "../../../services/mongo/configuration.ts";
import { openTaskStore } from "../../../services/mongo/open-task-store.ts";
import { mongoService } from "../../../services/mongo/service.ts";
import { readConfiguration } from "../../../services/shared/configuration.ts";
import { StoreError } from "../../../services/shared/store-error.ts";
import { startOwnMongo } from "../../stores/ferretdb.ts";
import { storePlace, type StorePlace } from "../../stores/store-place.ts";
import { builtProgramHost } from "../../support/built-daemons.ts";
import { skipBecause } from "../../support/skip.ts";
import { startBreakableProxy, type BreakableProxy } from "./support/breakable-proxy.ts";
import { get } from "./support/http.ts";
import { eventually, runInProcess, type RunningService } from "./support/running-service.ts";
import { bundleServices, type ServiceBundles, type ServiceProcess } from "./support/service-process.ts";

const acquireTimeoutMs = 300;
const operationTimeoutMs = 1_000;
/** Of every answer, whatever the store does: both waits, the service's margin, a busy machine. */
const longestAnswerMs = acquireTimeoutMs + operationTimeoutMs + 500 + 1_000;
/** The longest pause between two attempts to prepare the store, an attempt, and a busy machine. */
const recoveryLimitMs = 2_000 + longestAnswerMs + 2_000;
/** More often than the driver may be lucky with. */
const failedAnswers = 5;

const limits = {
  POOL_ACQUIRE_TIMEOUT_MS: String(acquireTimeoutMs),
  OPERATION_TIMEOUT_MS: String(operationTimeoutMs),
};

const outages: Readonly<Record<string, (proxy: BreakableProxy) => void | Promise<void>>> = {
  "refuses connections": (proxy) => proxy.cut(),
  "hangs up at once": (proxy) => proxy.hangUp(),
  "says nothing": (proxy) => proxy.silence(),
};

describe("the mongo service when its store fails", function () {
  let place: StorePlace;
  let bundles: ServiceBundles;
  let storePort: number;
  let proxy: BreakableProxy;
  let service: RunningService | null = null;
  let serviceProcess: ServiceProcess | null = null;

  before(async function () {
    // The server may have to be built.
    this.timeout(180_000);
    place = storePlace();
    await builtProgramHost();
    const store = await startOwnMongo(place);
    if (typeof store === "string") return skipBecause(this, store);
    storePort = Number(new URL(store.url).port);
    bundles = await bundleServices(["mongo"]);
  });

  beforeEach(async () => {
    proxy = await startBreakableProxy("127.0.0.1", storePort);
  });

  afterEach(async () => {
    await service?.close();
    service = null;
    serviceProcess?.child.kill("SIGKILL");
    await serviceProcess?.ended;
    serviceProcess = null;
    await proxy.close();
  });

  after(async () => {
    await (bundles as ServiceBundles | undefined)?.remove();
    await place.remove();
  });

  const environment = () => ({ MONGO_URL: `mongodb://127.0.0.1:${proxy.port}/tasks`, ...limits });

  async function expectRefusals(address: string): Promise<void> {
    for (let count = 0; count < failedAnswers; count += 1) {
      const { status, body, tookMs } = await get(`${address}/health`);
      expect(`${status} ${String(body.code)}`).to.be.oneOf(["503 store-unavailable", "504 store-slow"]);
      expect(tookMs).to.be.below(longestAnswerMs);
    }
    expect((await get(`${address}/livez`)).status).to.equal(200);
  }

  async function expectServed(address: string): Promise<void> {
    const isReady = async () => (await get(`${address}/ready`)).status === 200;
    await eventually("ready", isReady, recoveryLimitMs);
    expect((await get(`${address}/tasks`)).status).to.equal(200);
  }

  for (const [outage, begin] of Object.entries(outages)) {
    it(`starts without it and serves once it is there: it ${outage}`, async () => {
      await begin(proxy);
      service = await runInProcess(mongoService, environment());
      await expectRefusals(service.address);
      await proxy.mend();
      await expectServed(service.address);
    });

    it(`serves again after it was away: it ${outage}`, async () => {
      service = await runInProcess(mongoService, environment());
      await expectServed(service.address);
      await begin(proxy);
      await expectRefusals(service.address);
      await proxy.mend();
      await expectServed(service.address);
    });

    it(`ends in time without it, whether or not it was ever there: it ${outage}`, async () => {
      for (const wasThere of [false, true]) {
        await proxy.mend();
        if (!wasThere) await begin(proxy);
        serviceProcess = await bundles.start("mongo", environment());
        const { address, child, ended } = serviceProcess;
        if (wasThere) {
          await expectServed(address);
          await begin(proxy);
        }
        await expectRefusals(address);
        const askedMs = performance.now();
        child.kill("SIGTERM");
        expect(await ended, `was there: ${wasThere}`).to.include({ code: 0, signal: null });
        expect(performance.now() - askedMs).to.be.below(longestAnswerMs);
      }
    });
  }

  it("is not connected again by what still comes once it was closed", async () => {
    const { tasks } = openTaskStore(readConfiguration("mongo", mongoConfiguration, environment()));
    await tasks.ping();
    await tasks.close();
    const failure = await tasks.ping().catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(StoreError).and.to.include({ code: "unavailable" });
  });
});
