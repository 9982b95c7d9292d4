import { expect } from "chai";
import { openAlertmanager } from "../../../lib/node/chaos/firing-alerts.ts";
import { answer, type Behaviour, startScriptedServer } from "../../support/scripted-server.ts";

describe("an Alertmanager", () => {
  async function asked(behaviour: Behaviour): Promise<boolean | string> {
    const server = await startScriptedServer(behaviour);
    const alertmanager = openAlertmanager(server.url);
    try {
      return await alertmanager.fires("HighErrors").catch((error: unknown) => (error as Error).message);
    } finally {
      await alertmanager.close();
      await server.close();
    }
  }
  const alert = (name: string) => ({ labels: { alertname: name }, status: { state: "active" } });

  it("is asked for the alert by its name, and says whether it fires", async () => {
    const urls: (string | undefined)[] = [];
    const fires = await asked(({ url }, response) => {
      urls.push(url);
      return answer(response, 200, [alert("HighErrors")]);
    });
    expect(fires).to.equal(true);
    expect(urls).to.deep.equal(["/api/v2/alerts?active=true&filter=alertname%3D%22HighErrors%22"]);
    expect(await asked((_, response) => answer(response, 200, []))).to.equal(false);
  });

  it("is not believed where it answers with other alerts", async () => {
    expect(await asked((_, response) => answer(response, 200, [alert("Other")]))).to.equal(false);
  });

  it("says nothing where it answers otherwise", async () => {
    expect(await asked((_, response) => answer(response, 500, []))).to.match(
      /must answer 200, but answered 500$/,
    );
    expect(await asked((_, response) => answer(response, 200, { a: 1 }))).to.match(/as an Alertmanager does/);
  });
});
