import { expect } from "chai";
import { answersWithin, succeeds } from "../../../../lib/core/objective/builders.ts";
import { withFloor, type Floor } from "../../../../lib/core/objective/floor.ts";
import { aSystem } from "../given.ts";

const promised = { service: "shop", owner: "shop", periodDays: 30 };
const floor: Floor = ({ name }) => [succeeds(promised, name, 0.99), answersWithin(promised, name, 1, 0.95)];

const ids = (stated: Parameters<typeof withFloor>[2]) =>
  withFloor(aSystem.endpoints, floor, stated).map(({ id, goal }) => [id, goal]);

describe("withFloor", () => {
  it("gives every endpoint the floor where nothing else is stated", () => {
    expect(ids([])).to.deep.equal([
      ["items_list-errors", 0.99],
      ["items_list-latency", 0.95],
      ["items_buy-errors", 0.99],
      ["items_buy-latency", 0.95],
    ]);
  });

  it("lets an objective of the same endpoint and kind replace the floor's", () => {
    expect(ids([succeeds(promised, "items_list", 0.995)])).to.deep.equal([
      ["items_list-errors", 0.995],
      ["items_list-latency", 0.95],
      ["items_buy-errors", 0.99],
      ["items_buy-latency", 0.95],
    ]);
  });

  it("lets several objectives of one kind replace it together, whatever their ids", () => {
    const strict = { ...answersWithin(promised, "items_buy", 2, 0.999), id: "items_buy-latency-p999" };
    const usual = answersWithin(promised, "items_buy", 0.5, 0.9);
    expect(ids([strict, usual]).filter(([id]) => String(id).startsWith("items_buy"))).to.deep.equal([
      ["items_buy-latency-p999", 0.999],
      ["items_buy-latency", 0.9],
      ["items_buy-errors", 0.99],
    ]);
  });
});
