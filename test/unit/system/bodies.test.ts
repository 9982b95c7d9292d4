import { expect } from "chai";
import {
  checkHealth,
  checkTaskCreated,
  checkTaskFound,
  checkTaskList,
  checkUserCreated,
  checkUserFound,
  checkUserList,
} from "../../../system/bodies.ts";

const aUser = (id: number) => ({
  id,
  username: `user${id}`,
  email: `user${id}@example.test`,
  createdAt: "2026-01-02T03:04:05.000Z",
});
const users = Array.from({ length: 20 }, (_, index) => aUser(index + 1));
const page = { users, page: 1, pageSize: 20, total: 10_000 };

describe("checkUserList", () => {
  it("accepts a full first page, further fields included", () => {
    expect(checkUserList({ ...page, links: {} })).to.equal(null);
  });

  for (const [title, body, problem] of [
    ["a page with one user too few", { ...page, users: users.slice(1) }, /fill a page of 20, got 19/],
    ["no users", { ...page, users: [] }, /got 0/],
    ["no list", { ...page, users: {} }, /users should be a list/],
    ["another page", { ...page, page: 2 }, /page should be 1, got 2/],
    ["another size", { ...page, pageSize: "20" }, /pageSize should be 20, got "20"/],
    ["a total below the page", { ...page, total: 19 }, /total should count .* got 19/],
    ["an unusable last user", { ...page, users: [...users.slice(1), {}] }, /users\[19\]: id .* got nothing/],
    ["an error in place of the page", { error: "no" }, /users should be a list, got nothing/],
    ["nothing", null, /users should be a list/],
    ["a text", "users", /users should be a list/],
  ] as const) {
    it(`refuses ${title}`, () => {
      expect(checkUserList(body)).to.match(problem);
    });
  }
});

describe("checkUserFound", () => {
  const sent = { path: "/api/v1/users/7" };

  it("accepts the user that was asked for", () => {
    expect(checkUserFound(aUser(7), sent)).to.equal(null);
  });

  it("refuses any other", () => {
    expect(checkUserFound(aUser(8), sent)).to.equal('id should be "7", got 8');
  });

  for (const [field, value] of [
    ["id", "7"],
    ["username", ""],
    ["email", 5],
    ["createdAt", "yesterday"],
  ] as const) {
    it(`refuses a user whose ${field} is ${JSON.stringify(value)}`, () => {
      expect(checkUserFound({ ...aUser(7), [field]: value }, sent)).to.match(
        new RegExp(`^${field} should be`),
      );
    });
  }
});

describe("checkUserCreated", () => {
  const body = { username: "user9", email: "user9@example.test" };

  it("accepts the user that was sent", () => {
    expect(checkUserCreated(aUser(9), { body })).to.equal(null);
  });

  it("refuses another name or address than was sent", () => {
    expect(checkUserCreated(aUser(9), { body: { ...body, username: "x" } })).to.match(
      /username .*"x" as sent/,
    );
    expect(checkUserCreated(aUser(9), { body: { ...body, email: "x" } })).to.match(/email .*"x" as sent/);
  });
});

const aTask = (id: string) => ({
  id,
  title: "load 1",
  userId: 7,
  status: "pending",
  createdAt: "2026-01-02T03:04:05.000Z",
  settledAt: null,
});
const taskIds = Array.from({ length: 20 }, (_, index) => index.toString(16).padStart(24, "0"));

describe("checkTaskList", () => {
  const taskPage = { tasks: taskIds.map(aTask), page: 1, pageSize: 20, total: 1_000 };

  it("accepts a full first page", () => {
    expect(checkTaskList(taskPage)).to.equal(null);
  });

  it("refuses a page that is not full, and one with an unusable task", () => {
    expect(checkTaskList({ ...taskPage, tasks: [] })).to.equal("tasks should fill a page of 20, got 0");
    const broken = { ...taskPage, tasks: [...taskPage.tasks.slice(1), { ...aTask("x"), id: "x" }] };
    expect(checkTaskList(broken)).to.equal('tasks[19]: id should be 24 hexadecimal digits, got "x"');
  });
});

describe("checkTaskFound", () => {
  const [first = "", second = ""] = taskIds;

  it("accepts the task that was asked for, and refuses any other", () => {
    const sent = { path: `/api/v1/tasks/${first}` };
    expect(checkTaskFound(aTask(first), sent)).to.equal(null);
    expect(checkTaskFound(aTask(second), sent)).to.equal(`id should be "${first}", got "${second}"`);
  });

  it("refuses a task without a title", () => {
    expect(checkTaskFound({ ...aTask(first), title: "" }, {})).to.equal('title should be a text, got ""');
  });
});

describe("checkTaskCreated", () => {
  const sent = { body: { title: "load 1", userId: 7 } };
  const created = aTask(taskIds[0]!);

  it("accepts the task that was sent, as pending", () => {
    expect(checkTaskCreated(created, sent)).to.equal(null);
  });

  it("refuses another title or user than was sent, and one that is not pending", () => {
    expect(checkTaskCreated({ ...created, title: "x" }, sent)).to.match(/title .*"load 1" as sent/);
    expect(checkTaskCreated({ ...created, userId: 8 }, sent)).to.match(/userId .*7 as sent/);
    expect(checkTaskCreated({ ...created, status: "done" }, sent)).to.equal(
      'status should be "pending", got "done"',
    );
  });
});

describe("checkHealth", () => {
  it("accepts the status ok, whatever else is told", () => {
    expect(checkHealth({ status: "ok", store: "up" })).to.equal(null);
  });

  it("refuses any other", () => {
    expect(checkHealth({ status: "degraded" })).to.equal('status should be "ok", got "degraded"');
    expect(checkHealth(undefined)).to.match(/got nothing/);
  });
});
