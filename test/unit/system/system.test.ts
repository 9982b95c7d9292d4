import { expect } from "chai";
import { behaviour, system } from "../../../system/index.ts";
import type { RequestContext } from "../../../lib/core/system/behaviour.ts";

function contextOf(varied: Partial<RequestContext & { drawn: number }> = {}): RequestContext {
  const { drawn = 0.5, ...rest } = varied;
  return { runId: "20260102-030405-abcd", seed: 7, iteration: 0, random: () => drawn, row: noRow, ...rest };
}

const noRow = (name: string): never => expect.fail(`asked for a row of ${name}`);

const bodyOf = (context: RequestContext) =>
  behaviour.users_create!.request!(context).body as { username: string; email: string };

describe("the system under test", () => {
  it("has a behaviour with a body check for every endpoint that answers with one, and for nothing else", () => {
    const answering = system.endpoints.filter(({ expectedStatuses }) => !expectedStatuses.includes(204));
    expect(Object.keys(behaviour)).to.have.members(answering.map(({ name }) => name));
    for (const { checkBody } of Object.values(behaviour)) expect(checkBody).to.be.a("function");
  });

  it("has endpoints of described services only, each with a name of its own", () => {
    const names = system.endpoints.map(({ name }) => name);
    expect(new Set(names).size).to.equal(names.length);
    const services = system.services.map(({ name }) => name);
    for (const { service } of system.endpoints) expect(services).to.include(service);
  });

  it("fills in every parameter of a path", () => {
    for (const { name, path } of system.endpoints.filter(({ inJourney }) => inJourney === undefined)) {
      const sent = behaviour[name]!.request?.(contextOf()).path ?? path;
      expect(sent).not.to.contain(":");
    }
  });

  it("fills in every parameter of a path within a journey, from what was found before", () => {
    for (const { endpoint, request } of system.journeys!.flatMap(({ steps }) => steps)) {
      const described = system.endpoints.find(({ name }) => name === endpoint)!;
      const own = behaviour[endpoint]?.request;
      const parts = request?.(contextOf(), { id: 7 }) ?? own?.(contextOf());
      expect(parts?.path ?? described.path, endpoint).not.to.contain(":");
    }
  });

  it("asks for users from the first to the last that a fresh system has", () => {
    const pathFor = (drawn: number) => behaviour.users_get!.request!(contextOf({ drawn })).path;
    expect(pathFor(0)).to.equal("/api/v1/users/1");
    expect(pathFor(0.99999999)).to.equal("/api/v1/users/10000");
  });

  it("asks for tasks from the first to the last that a fresh system has", () => {
    const pathFor = (drawn: number) => behaviour.tasks_get!.request!(contextOf({ drawn })).path;
    expect(pathFor(0)).to.equal("/api/v1/tasks/000000000000000000000001");
    expect(pathFor(0.99999999)).to.equal("/api/v1/tasks/0000000000000000000003e8");
  });

  it("creates tasks marked with the run, of users that every system has", () => {
    const { title, userId } = behaviour.tasks_create!.request!(contextOf()).body as {
      title: string;
      userId: number;
    };
    expect(title).to.equal("load 20260102-030405-abcd-0-80000000");
    expect(userId).to.be.within(1, 10_000);
  });

  it("deletes within a journey alone, and there only what the journey created", () => {
    const deleting = system.endpoints.filter(({ method }) => method === "DELETE");
    expect(deleting.map(({ name }) => name)).to.deep.equal(["users_delete", "tasks_delete"]);
    for (const { name, inJourney } of deleting) {
      const journey = system.journeys!.find((candidate) => candidate.name === inJourney)!;
      const created = journey.steps[0]!.find!({ id: "abc" })!;
      const step = journey.steps.find(({ endpoint }) => endpoint === name)!;
      expect(step.request!(contextOf(), created).path).to.match(/\/abc$/);
    }
  });

  it("creates the same user again for the same run, iteration and seed", () => {
    expect(bodyOf(contextOf())).to.deep.equal(bodyOf(contextOf()));
  });

  it("creates another user for another run, iteration or draw", () => {
    const bodies = [
      bodyOf(contextOf()),
      bodyOf(contextOf({ runId: "other" })),
      bodyOf(contextOf({ iteration: 1 })),
      bodyOf(contextOf({ drawn: 0.25 })),
    ];
    expect(new Set(bodies.map(({ username }) => username)).size).to.equal(4);
    expect(new Set(bodies.map(({ email }) => email)).size).to.equal(4);
  });

  it("marks created users with the run, so that they can be found again", () => {
    expect(bodyOf(contextOf()).username).to.match(/^load-20260102-030405-abcd-0-80000000$/);
  });

  it("keeps the mailbox within the 64 characters that an address allows", () => {
    const { email } = bodyOf(contextOf({ iteration: 99_999_999, drawn: 0.99999999 }));
    expect(email.split("@")[0]!.length).to.be.at.most(64);
  });
});
