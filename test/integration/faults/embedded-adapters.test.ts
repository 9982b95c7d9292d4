/**
 * The embedded adapters when their service is killed with work in hand: the messages were in its
 * memory and are gone, the records are pending in the store. Are they worked off after the restart?
 */
import { expect } from "chai";
import { join } from "node:path";
import { startOwnPostgres } from "../../stores/postgres.ts";
import { storePlace, type StorePlace } from "../../stores/store-place.ts";
import { builtProgramHost } from "../../support/built-daemons.ts";
import { get } from "../services/support/http.ts";
import { eventually } from "../services/support/running-service.ts";
import { createRecords } from "./support/create-until.ts";
import { startOwnService, type OwnService } from "./support/own-service.ts";
import { notWorkedOff } from "./support/worked-off.ts";

/** Long enough for a backlog: four at a time, a few dozen are worked off in a second. */
const slowWork = { WORK_DURATION_MS: "100" };
const enough = 60;
const workedOffLimitMs = 20_000;

const ready = ({ address }: OwnService) =>
  eventually("ready", async () => (await get(`${address}/ready`)).status === 200, 20_000);

describe("a service with embedded adapters, killed with work in hand", function () {
  this.timeout(60_000);
  let place: StorePlace;

  before(builtProgramHost);
  beforeEach(() => {
    place = storePlace();
  });
  afterEach(() => place.remove());

  async function expectNothingLost(service: OwnService, kind: "users" | "tasks"): Promise<void> {
    await ready(service);
    const creations = createRecords(service.address, kind);
    await creations.atLeast(enough);
    await service.kill();
    await creations.end();
    const { acknowledged } = creations;
    const owners = { users: service.address, tasks: service.address };
    await service.start();
    await ready(service);
    // Once more, in the midst of working off what the first one left.
    const pendingNow = () => notWorkedOff(acknowledged, owners, 0);
    await eventually(
      "some worked off",
      async () => (await pendingNow()).length < acknowledged.length,
      20_000,
    );
    await service.kill();
    await service.start();
    await ready(service);
    const backMs = performance.now();
    const pending = await pendingNow();
    expect(pending, "the kills came before all work was done").not.to.deep.equal([]);
    expect(await notWorkedOff(acknowledged, owners, workedOffLimitMs)).to.deep.equal([]);
    const seconds = ((performance.now() - backMs) / 1_000).toFixed(1);
    process.stdout.write(
      `        ${acknowledged.length} acknowledged, ${pending.length} of them pending after two kills, ` +
        `all worked off ${seconds} s later\n`,
    );
    expect(service.crashes).to.deep.equal([]);
  }

  it("mongo: every acknowledged task is in the data file and is worked off", async () => {
    const dataFile = join(place.folder("tasks"), "tasks.db");
    await expectNothingLost(
      await startOwnService(place, "mongo", { DATA_FILE: dataFile, ...slowWork }),
      "tasks",
    );
  });

  it("postgres: every acknowledged user is stored and is confirmed", async () => {
    const store = await startOwnPostgres(place);
    await expectNothingLost(
      await startOwnService(place, "postgres", { POSTGRES_URL: store.url, ...slowWork }),
      "users",
    );
  });
});
