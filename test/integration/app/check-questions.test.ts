/** Questions about a target's resources, asked of a real Prometheus before anything is sent, and of ill ones. */
import { expect } from "chai";
import { checkQuestions } from "../../../lib/app/run/check-questions.ts";
import { prometheusForTests } from "../../support/real-prometheus.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { startWriteReceiver } from "../../support/write-receiver.ts";
import { questions } from "./support/resource-questions.ts";

const folder = temporaryFolder();

describe("the questions about a target's resources", () => {
  const toAsk = (url: string, bySubject: Record<string, ReturnType<typeof questions>>) => ({
    ...{ address: { url, auth: { kind: "none" }, authorities: null } as const, bySubject },
  });

  it("are refused before the run, all that Prometheus does not understand, with its words", async function () {
    this.timeout(60_000);
    const prometheus = await prometheusForTests(this, folder("prometheus"));
    await prometheus.start();
    try {
      const fine = questions({ cpuCores: "sum(rate(nobody_tells[1m]))", residentBytes: "up" });
      await checkQuestions("staging", toAsk(prometheus.url, { api: fine }));
      const wrong = {
        api: questions({ cpuCores: "rate(x[1m]", residentBytes: "up" }),
        store: questions({ connections: "up[5m]" }),
      };
      const error: unknown = await checkQuestions("staging", toAsk(prometheus.url, wrong)).catch(
        (failed: unknown) => failed,
      );
      expect(error).to.include({ kind: "preflight", code: "wrongQuestions" });
      const { message } = error as Error;
      expect(message).to.include("preflight: target staging: its Prometheus must understand");
      expect(message).to.match(/prometheus\.resources\.api\.cpuCores: rate\(x\[1m\]: 400: .*parse error/);
      expect(message).to.include("prometheus.resources.store.connections: up[5m]: a matrix");
      expect(message).not.to.include("residentBytes");
    } finally {
      await prometheus.stop();
    }
  });

  it("are no mistake where the Prometheus is away, silent, ill or lets nobody in", async () => {
    const asked = { api: questions({ cpuCores: "up", residentBytes: "up" }) };
    for (const answer of [null, { status: 503 }, { status: 401 }]) {
      const server = await startWriteReceiver(() => answer);
      await checkQuestions("staging", toAsk(server.url, asked), 200);
      // Who is silent, or lets nobody in, is not asked again.
      expect(server.attempts).to.have.lengthOf(answer?.status === 503 ? 2 : 1);
      await server.stop();
      await checkQuestions("staging", toAsk(server.url, asked), 200);
    }
  });
});
