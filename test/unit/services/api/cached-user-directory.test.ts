import { expect } from "chai";
import { CachedUserDirectory } from "../../../../services/api/cached-user-directory.ts";
import { LruCache } from "../../../../services/api/lru-cache.ts";
import type { RegistrationResult, UserDirectory } from "../../../../services/api/user-directory.ts";

const paging = { page: 1, pageSize: 20 };
const carried = {};
const newUser = { username: "abc", email: "abc@example.test" };

/** Answers with a body that says how often it was asked, and may be held up. */
class FakeUsers implements UserDirectory {
  reads = 0;
  registration = "confirmed";
  missing = false;
  failure: Error | null = null;
  held: Promise<void> = Promise.resolve();

  async list(): Promise<Buffer> {
    return this.#read();
  }

  async listByUsername(): Promise<Buffer> {
    return this.#read();
  }

  async get(): Promise<Buffer | null> {
    const body = await this.#read();
    return this.missing ? null : body;
  }

  async create(): Promise<RegistrationResult> {
    if (this.failure !== null) throw this.failure;
    return { kind: "created", id: "7", body: Buffer.from("{}") };
  }

  async remove(): Promise<boolean> {
    if (this.failure !== null) throw this.failure;
    return true;
  }

  async #read(): Promise<Buffer> {
    this.reads += 1;
    const body = Buffer.from(JSON.stringify({ read: this.reads, registration: this.registration }));
    await this.held;
    return body;
  }
}

describe("users with a cache in front", () => {
  let owner: FakeUsers;
  let users: CachedUserDirectory;

  beforeEach(() => {
    owner = new FakeUsers();
    users = new CachedUserDirectory(owner, new LruCache());
  });

  const list = async () =>
    (JSON.parse((await users.list(paging, carried)).toString()) as { read: number }).read;
  const get = async (id = 7) => {
    const body = await users.get(id, carried);
    return body === null ? null : (JSON.parse(body.toString()) as { read: number }).read;
  };

  it("are asked for once, and then kept", async () => {
    expect([await list(), await list()]).to.deep.equal([1, 1]);
    expect([await get(), await get()]).to.deep.equal([2, 2]);
  });

  it("are kept page by page, and user by user", async () => {
    await list();
    await users.list({ page: 2, pageSize: 20 }, carried);
    await users.list({ page: 1, pageSize: 10 }, carried);
    expect(owner.reads).to.equal(3);
    expect([await get(1), await get(2)]).to.deep.equal([4, 5]);
  });

  it("are listed anew after one was registered; those kept one by one stay", async () => {
    await list();
    await get();
    await users.create(newUser, carried);
    expect(await list()).to.equal(3);
    expect(await get()).to.equal(2);
  });

  it("are listed and read anew after one was deleted", async () => {
    await list();
    await get();
    await users.remove(7, carried);
    expect([await list(), await get()]).to.deep.equal([3, 4]);
  });

  it("are read anew although the write failed: nobody knows whether it was carried out", async () => {
    await list();
    owner.failure = new Error("broke in the middle");
    expect(await users.create(newUser, carried).catch((error: unknown) => error)).to.equal(owner.failure);
    expect(await list()).to.equal(2);
  });

  it("are not kept as they were when a read started before a write and ended after it", async () => {
    let release: () => void = () => undefined;
    owner.held = new Promise((resolve) => (release = resolve));
    const slowRead = list();
    await Promise.resolve();
    await users.create(newUser, carried);
    release();
    expect(await slowRead).to.equal(1);
    expect(await list()).to.equal(2);
  });

  it("are not kept while a registration is pending: it ends without a write through here", async () => {
    owner.registration = "pending";
    expect([await get(), await get()]).to.deep.equal([1, 2]);
    expect([await list(), await list()]).to.deep.equal([3, 4]);
  });

  it("are not kept as missing", async () => {
    owner.missing = true;
    expect([await get(), await get()]).to.deep.equal([null, null]);
    expect(owner.reads).to.equal(2);
  });

  it("asks anew for whoever looks for names: what is gone must not be found again", async () => {
    const plain = new FakeUsers();
    const users = new CachedUserDirectory(plain, new LruCache());
    for (let count = 0; count < 2; count += 1) await users.listByUsername("load-", paging, carried);
    expect(plain.reads).to.equal(2);
  });
});
