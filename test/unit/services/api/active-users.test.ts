import { expect } from "chai";
import { ActiveUsers } from "../../../../services/api/active-users.ts";

const windowMs = 300_000;

function given(capacity = 100) {
  const clock = { ms: 0 };
  return { clock, users: new ActiveUsers(windowMs, capacity, () => clock.ms) };
}

describe("active users", () => {
  it("count once, however often they are seen", () => {
    const { users } = given();
    for (const id of [1, 2, 1, 1]) users.seen(id);
    expect(users.count()).to.equal(2);
  });

  it("are those of the window: at its end they are none any more", () => {
    const { clock, users } = given();
    users.seen(1);
    clock.ms = 1;
    users.seen(2);
    clock.ms = windowMs;
    expect(users.count()).to.equal(1);
    clock.ms = windowMs + 1;
    expect(users.count()).to.equal(0);
  });

  it("stay active from when they were last seen", () => {
    const { clock, users } = given();
    users.seen(1);
    users.seen(2);
    clock.ms = windowMs - 1;
    users.seen(1);
    clock.ms = windowMs + 1;
    expect(users.count()).to.equal(1);
  });

  it("are bounded: those seen longest ago are forgotten first", () => {
    const { clock, users } = given(3);
    for (let id = 1; id <= 10; id++) {
      clock.ms = id;
      users.seen(id);
    }
    expect(users.count()).to.equal(3);
    clock.ms = windowMs + 8;
    expect(users.count()).to.equal(2);
  });
});
