import { cpSync, mkdirSync } from "node:fs";
import { execa } from "execa";
import { expect } from "chai";
import type { LoadPlan, PlannedData } from "../../../lib/core/plan/plan.ts";
import { anExecutor } from "../../unit/core/given.ts";
import { k6ForTests } from "./k6-for-tests.ts";
import { atRate, shortPlan } from "./shop.ts";
import { shopRuns } from "./shop-runs.ts";
import { json } from "./shop-server.ts";

const buys = [{ endpoint: "items_buy", requestsPerIteration: 1 }];
const behaviour =
  '{ items_buy: { request: (context) => ({ body: { name: context.row("people").name, again: context.row("people").name } }) } }';

describe("rows of a team's files inside k6", () => {
  const shop = shopRuns();
  let k6 = "";
  before(async function () {
    k6 = await k6ForTests(this);
  });

  const peopleOf = (rows: number) => {
    const list = Array.from({ length: rows }, (_, index) => ({ name: `Jörg ${index}` }));
    return { people: { rows, json: JSON.stringify(list) } };
  };
  const planOf = (address: string, people: Partial<PlannedData>): LoadPlan =>
    shortPlan(address, {
      executors: [
        anExecutor({ name: "one", sends: buys, shape: atRate(40, 1) }),
        anExecutor({ name: "two", sends: buys, shape: atRate(40, 1) }),
      ],
      objectives: [],
      data: [
        {
          ...{ name: "people", pick: "unique", whenUsedUp: "fail", rows: 82, firstRows: { one: 0, two: 41 } },
          ...people,
        },
      ],
    });
  const namesOf = (posted: readonly string[]) =>
    posted.map((body) => {
      const { name, again } = JSON.parse(body) as { name: string; again: string };
      expect(again).to.equal(name);
      return name;
    });

  it("go to one iteration each where the pick is unique, over all executors and virtual users", async () => {
    const server = await shop.serve((_request, response) => json(response, 201, {}));
    const plan = planOf(server.url, {});
    const { counted } = await shop.finish(plan, await shop.start(plan, behaviour, {}, peopleOf(82)));
    expect(counted.scriptErrors).to.equal(0);
    const names = namesOf(server.posted);
    expect(names.length).to.be.within(80, 82);
    expect(new Set(names).size).to.equal(names.length);
    expect(names).to.include.members(["Jörg 0", "Jörg 41"]);
  });

  it("are the same for the same seed where the pick is random", async () => {
    const server = await shop.serve((_request, response) => json(response, 201, {}));
    const plan = planOf(server.url, { pick: "random", rows: 1000 });
    const drawn: string[][] = [];
    for (let run = 0; run < 2; run++) {
      server.posted.length = 0;
      await shop.finish(plan, await shop.start(plan, behaviour, {}, peopleOf(1000)));
      drawn.push(namesOf(server.posted).sort());
    }
    const [first = [], second = []] = drawn;
    expect(first.filter((name) => !second.includes(name)).length).to.be.at.most(2); // k6 may start one more
    expect(new Set(first).size).to.be.above(60);
  });

  it("are an error of the script where they are used up after all", async () => {
    const server = await shop.serve((_request, response) => json(response, 201, {}));
    const plan = planOf(server.url, { rows: 50, firstRows: { one: 0, two: 10 } });
    const { counted, log } = await shop.finish(plan, await shop.start(plan, behaviour, {}, peopleOf(50)));
    expect(counted.scriptErrors).to.be.within(0, 1);
    const fewer = planOf(server.url, { rows: 45 });
    const finished = await shop.finish(fewer, await shop.start(fewer, behaviour, {}, peopleOf(45)));
    expect(finished.counted.scriptErrors).to.be.within(36, 37); // "two" has the rows 41 to 44
    expect(finished.log).to.contain("must have a row for each iteration, got 45");
    expect(log).not.to.contain("got 45");
  });

  it("come with a bundle that k6 runs by itself, wherever it lies", async () => {
    const server = await shop.serve((_request, response) => json(response, 201, {}));
    const plan = planOf(server.url, {});
    await shop.finish(plan, await shop.start(plan, behaviour, {}, peopleOf(82)));
    server.posted.length = 0;
    mkdirSync(shop.path("elsewhere"));
    cpSync(shop.path("run", "script.js"), shop.path("elsewhere", "script.js"));
    await execa(k6, ["run", "--quiet", "--address=", "script.js"], { cwd: shop.path("elsewhere") });
    expect(new Set(namesOf(server.posted)).size)
      .to.equal(server.posted.length)
      .and.be.above(79);
  });
});
