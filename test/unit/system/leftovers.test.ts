import { expect } from "chai";
import { runIn } from "../../../lib/core/record/run-tag.ts";
import type { RequestContext } from "../../../lib/core/system/behaviour.ts";
import { behaviour, system } from "../../../system/index.ts";

const runId = "20260802T101530Z-sustained-k3f9x2";
const context: RequestContext = {
  ...{ runId, seed: 7, iteration: 3, random: () => 0.5 },
  row: () => expect.fail("asked for a row"),
};
const created = (endpoint: string) => behaviour[endpoint]!.request!(context).body as Record<string, string>;
const kind = (name: string) => system.leftovers!.find((each) => each.name === name)!;

describe("what runs leave behind", () => {
  it("carries the run's id in the very text that is looked for", () => {
    const { username, email } = created("users_create");
    expect(runIn(username!, kind("users").before)).to.equal(runId);
    expect(email).to.contain(runId);
    expect(runIn(created("tasks_create")["title"]!, kind("tasks").before)).to.equal(runId);
  });

  it("is every kind of object that a request creates", () => {
    const creating = system.endpoints.filter(({ method }) => method === "POST").map(({ name }) => name);
    expect(creating).to.have.members(system.leftovers!.map(({ name }) => `${name}_create`));
  });

  it("is found in a list of the service, and nowhere else", () => {
    const users = { users: [{ id: 7, username: "u", email: "e" }], page: 1 };
    expect(kind("users").find(users)).to.deep.equal([{ id: 7, text: "u" }]);
    expect(kind("tasks").find({ tasks: [{ id: "0a", title: "t" }] })).to.deep.equal([
      { id: "0a", text: "t" },
    ]);
    for (const body of [null, {}, { users: {} }, { users: [{ id: 7 }] }]) {
      expect(kind("users").find(body)).to.equal(null);
    }
  });

  it("is asked for by its beginning, and deleted by its id", () => {
    expect(kind("tasks").list(2, "load x")).to.deep.equal({
      path: "/api/v1/tasks",
      query: "titlePrefix=load%20x&page=2&pageSize=100",
    });
    expect(kind("users").remove(7)).to.deep.equal({ path: "/api/v1/users/7" });
  });
});
