import { expect } from "chai";
import { createServer, type Server } from "node:net";
import { mkdirSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { readKillSwitch } from "../../../lib/node/chaos/kill-switch.ts";
import { answer, startScriptedServer } from "../../support/scripted-server.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

describe("a kill switch", () => {
  const temporary = temporaryFolder();

  it("is a file: set while it exists, whatever it holds", async () => {
    const path = temporary("chaos-is-off");
    expect(await readKillSwitch({ path })).to.deep.equal({ isSet: false, why: `${path} does not exist` });
    writeFileSync(path, "off");
    expect(await readKillSwitch({ path })).to.deep.equal({ isSet: true, why: `${path} exists` });
  });

  it("is set where its file cannot be looked at", async () => {
    writeFileSync(temporary("file"), "");
    const path = temporary("file/below");
    expect(await readKillSwitch({ path })).to.deep.equal({
      isSet: true,
      why: `${path} cannot be looked at (ENOTDIR)`,
    });
    mkdirSync(temporary("folder"));
    expect((await readKillSwitch({ path: temporary("folder") })).isSet).to.equal(true);
  });

  const answers: readonly (readonly [status: number, body: string, isSet: boolean])[] = [
    [200, "off", false],
    [200, " OFF\n", false],
    [200, "on", true],
    [200, "", true],
    [200, "officially on", true],
    [404, "off", true],
    [500, "off", true],
    [302, "off", true],
  ];
  for (const [status, body, isSet] of answers) {
    it(`is an address: ${isSet ? "set" : "off"} where it answers ${status} ${JSON.stringify(body)}`, async () => {
      const server = await startScriptedServer((_, response) => {
        response.writeHead(status, { location: "/off" }).end(body);
        return true;
      });
      try {
        const reading = await readKillSwitch({ url: `${server.url}/switch` });
        expect(reading.isSet).to.equal(isSet);
        expect(reading.why).to.match(isSet ? new RegExp(`answers ${status} .*, not off$`) : /says off$/);
      } finally {
        await server.close();
      }
    });
  }

  it("is set where nothing listens", async () => {
    const server = await startScriptedServer((_, response) => answer(response, 200, {}));
    await server.close();
    expect(await readKillSwitch({ url: server.url })).to.deep.equal({
      isSet: true,
      why: `${server.url} cannot be asked (ECONNREFUSED)`,
    });
  });

  it("is set where it gives no answer in time", async function () {
    this.timeout(10_000);
    const silent: Server = createServer();
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    try {
      expect(await readKillSwitch({ url })).to.deep.equal({
        isSet: true,
        why: `${url} cannot be asked (no answer within 3 s)`,
      });
    } finally {
      silent.close();
    }
  });
});
