import { access } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { diagnoseTool, type ToolDiagnosis } from "../../../lib/node/tools/diagnose-tool.ts";
import type { Platform } from "../../../lib/node/tools/platform.ts";
import { fakeK6, linux } from "./release-server.ts";
import { makeWorkplace, type Workplace } from "./workplace.ts";

describe("the diagnosis of k6", () => {
  let place: Workplace;

  beforeEach(async () => {
    place = await makeWorkplace();
  });
  afterEach(() => place.remove());

  const diagnose = (platform: Platform = linux): Promise<ToolDiagnosis> =>
    diagnoseTool("k6", { env: place.env, cacheFolder: place.cacheFolder, platform });

  it("is ready when one is there", async () => {
    const path = await place.script(join(place.bin, "k6"), fakeK6("2.2.4"));
    expect(await diagnose()).to.deep.include({
      status: "ready",
      text: `k6 2.2.4 (on the PATH): ${path}`,
      remedies: [],
    });
  });

  it("says what a run would do when none is there, and does not do it", async () => {
    await place.script(join(place.bin, "go"), "#!/bin/sh\necho go1.26.8\n");
    const diagnosis = await diagnose();
    expect(diagnosis.status).to.equal("installable");
    expect(diagnosis.text).to.equal(
      "no k6 2.2.x here yet; the next run tries to download " +
        "https://github.com/grafana/k6/releases/download/v2.2.0/k6-v2.2.0-linux-amd64.tar.gz, " +
        "or else to build it with Go 1.26.8",
    );
    expect(diagnosis.tried.map(({ way }) => way)).to.deep.equal(["K6_BINARY", "PATH", "cache"]);
    expect(diagnosis.remedies).to.have.length.greaterThan(1);
    expect(
      await access(place.cacheFolder).catch((error: unknown) => (error as NodeJS.ErrnoException).code),
    ).to.equal("ENOENT");
  });

  it("is missing where a run has no way to get one", async () => {
    expect(await diagnose({ os: "freebsd", cpu: "x64" })).to.include({
      status: "missing",
      text: "no k6 2.2.x here yet, and no way to get one",
    });
  });

  it("is wrong, not an exception, when K6_BINARY cannot be used", async () => {
    place.env.K6_BINARY = join(place.folder, "nowhere");
    const diagnosis = await diagnose();
    expect(diagnosis.status).to.equal("wrong");
    expect(diagnosis.text).to.include("K6_BINARY must name a k6 2.2.x that runs here");
  });

  it("is wrong when the mirror cannot be used", async () => {
    place.env.TIDEMARK_K6_BASE_URL = "mirror";
    expect(await diagnose()).to.include({ status: "wrong" });
  });
});
