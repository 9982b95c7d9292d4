/** Whose outage is it? Asked of a real Toxiproxy, over its own API. */
import { expect } from "chai";
import getPort from "get-port";
import { spawn, type ChildProcess } from "node:child_process";
import { proxyDisabled } from "../../../../lib/node/chaos/effectors/proxy-disabled.ts";
import { eventually } from "../../../support/eventually.ts";
import { toxiproxyForTests } from "../../../support/toxiproxy-for-tests.ts";

describe("a proxy that is disabled", function () {
  this.timeout(30_000);
  let server: ChildProcess | null = null;
  let apiUrl = "";
  const effector = proxyDisabled();
  const effect = (mark = "ours") => ({ kind: "proxyDisabled", apiUrl, proxy: "store", mark }) as const;

  async function ask(path: string, body?: object): Promise<{ enabled: boolean; toxics: { name: string }[] }> {
    const post = body && { method: "POST", body: JSON.stringify(body) };
    return (await (await fetch(`${apiUrl}${path}`, post ?? {})).json()) as never;
  }
  const state = async () => {
    const { enabled, toxics } = await ask("/proxies/store");
    return { enabled, toxics: toxics.map(({ name }) => name) };
  };
  const presence = async () => (await effector.readBack(effect())).presence;

  before("a Toxiproxy with one proxy", async function () {
    const program = await toxiproxyForTests(this);
    const port = await getPort({ host: "127.0.0.1" });
    apiUrl = `http://127.0.0.1:${port}`;
    server = spawn(program, ["-host", "127.0.0.1", "-port", String(port)], { stdio: "ignore" });
    await eventually("it answers", () =>
      fetch(`${apiUrl}/version`).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
  });
  beforeEach(() => ask("/proxies", { name: "store", listen: "127.0.0.1:0", upstream: "127.0.0.1:9" }));
  afterEach(() => fetch(`${apiUrl}/proxies/store`, { method: "DELETE" }));
  after(() => server?.kill("SIGKILL"));

  it("by us is enabled again, and nothing of ours stays on it", async () => {
    await effector.apply(effect());
    expect(await state()).to.deep.equal({ enabled: false, toxics: ["ours"] });
    expect(await presence()).to.equal("present");
    await effector.undo(effect());
    await effector.undo(effect());
    expect(await state()).to.deep.equal({ enabled: true, toxics: [] });
    expect(await presence()).to.equal("clean");
  });

  it("by somebody else before is refused, and stays disabled whatever is undone", async () => {
    await ask("/proxies/store", { enabled: false });
    const refused = await effector.apply(effect()).catch((error: unknown) => String(error));
    expect(refused).to.include("the proxy store must be enabled before a fault, and is not");
    await effector.undo(effect());
    expect(await state()).to.deep.equal({ enabled: false, toxics: [] });
    expect(await effector.readBack(effect())).to.deep.equal({
      presence: "clean",
      text: "the proxy store is disabled, and not by this fault",
    });
  });

  it("by another fault is left to that one", async () => {
    await effector.apply(effect("theirs"));
    await effector.undo(effect());
    expect(await state()).to.deep.equal({ enabled: false, toxics: ["theirs"] });
    expect(await presence()).to.equal("clean");
  });

  it("is undone where the controller was killed before it was disabled", async () => {
    await ask("/proxies/store/toxics", { name: "ours", type: "latency", attributes: { latency: 0 } });
    expect(await presence()).to.equal("present");
    await effector.undo(effect());
    expect(await state()).to.deep.equal({ enabled: true, toxics: [] });
  });
});
