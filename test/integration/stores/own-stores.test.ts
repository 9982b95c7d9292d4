/** Do the stores that tests own obey: ended, killed and started again, and gone at the end? */
import { expect } from "chai";
import { connect } from "node:net";
import { startOwnMongo } from "../../stores/ferretdb.ts";
import type { OwnStore } from "../../stores/own-store.ts";
import { startOwnPostgres } from "../../stores/postgres.ts";
import { startOwnRabbitMq } from "../../stores/rabbitmq.ts";
import { startOwnRedis } from "../../stores/redis.ts";
import { storePlace, type StorePlace } from "../../stores/store-place.ts";
import { builtProgramHost } from "../../support/built-daemons.ts";
import { descendantsOf, stillRunning } from "../../support/processes.ts";
import { skipBecause } from "../../support/skip.ts";

const stores: readonly { name: string; begin: (place: StorePlace) => Promise<OwnStore | string> }[] = [
  { name: "PostgreSQL", begin: startOwnPostgres },
  { name: "Redis", begin: startOwnRedis },
  { name: "RabbitMQ", begin: startOwnRabbitMq },
  { name: "MongoDB or FerretDB", begin: startOwnMongo },
];

describe("a store of a test's own", function () {
  // A broker boots three times; FerretDB may have to be built first.
  this.timeout(300_000);
  let place: StorePlace;

  before(builtProgramHost);
  beforeEach(() => {
    place = storePlace();
  });
  afterEach(() => place.remove());

  for (const { name, begin } of stores) {
    it(`${name}: is away after a stop and a kill, back at the same address after a start, and leaves nothing`, async function () {
      // Other tests of this process may have left one that serves them all, such as esbuild's.
      const before = descendantsOf(process.pid).map(({ pid }) => pid);
      const store = await begin(place);
      if (typeof store === "string") return skipBecause(this, store);
      const port = Number(new URL(store.url).port);
      for (const end of [store.stop, store.kill]) {
        expect(await accepts(port)).to.equal(true);
        await end();
        expect(await accepts(port)).to.equal(false);
        await store.start();
      }
      const processes = descendantsOf(process.pid).filter(({ pid }) => !before.includes(pid));
      expect(processes).not.to.be.empty;
      await place.remove();
      expect(stillRunning(processes)).to.deep.equal([]);
    });
  }
});

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
