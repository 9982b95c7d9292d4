import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { installRoot } from "../../../lib/node/process/install-root.ts";
import { resolveTool } from "../../../lib/node/tools/resolve-tool.ts";
import { fakeK6 } from "./release-server.ts";
import { makeWorkplace, whyOf, type Workplace } from "./workplace.ts";

const way = "build with Go";

describe("k6 built with Go (a stub)", () => {
  let place: Workplace;

  beforeEach(async () => {
    place = await makeWorkplace();
    place.env.TIDEMARK_K6_BASE_URL = "http://127.0.0.1:9";
    await place.script(join(place.folder, "made-k6"), fakeK6("2.2.0"));
  });
  afterEach(() => place.remove());

  /** `build` is shell for the build; `$out` is the path after `-o`. */
  async function stubGo(version: string, build: string): Promise<void> {
    await place.script(
      join(place.bin, "go"),
      `#!/bin/sh
if [ "$1" = env ]; then echo ${version}; exit; fi
out=
last=
for argument; do [ "$last" = -o ] && out=$argument; last=$argument; done
{ echo "arguments $*"; echo "cwd $PWD"; echo "flags $GOFLAGS"; echo "toolchain $GOTOOLCHAIN"; echo "cgo $CGO_ENABLED"; echo "os $GOOS"; echo "scratch $GOTMPDIR"; } > ${place.folder}/go-saw
${build}
`,
    );
  }
  const copyMade = () => `cp ${place.folder}/made-k6 "$out"`;

  it("is built in the pinned module, kept in the cache, and says with which Go", async () => {
    await stubGo("go1.26.8", copyMade());
    expect(await place.resolve()).to.deep.equal({
      name: "k6",
      path: place.cached,
      version: "2.2.0",
      how: "built with Go 1.26.8",
    });
    expect(await place.inCache()).to.deep.equal(["k6"]);
    expect((await place.resolve()).how).to.equal("cached");
  });

  it("is built for this machine, read-only, with the Go that is there and the person's flags", async () => {
    await stubGo("go1.26.8", copyMade());
    await place.resolve({ env: { ...place.env, GOFLAGS: "-p=1", GOOS: "plan9" } });
    const saw = await readFile(join(place.folder, "go-saw"), "utf8");
    expect(saw).to.match(
      /^arguments build -mod=readonly -trimpath -buildvcs=false -ldflags=-s -w -o \S+ \.$/m,
    );
    expect(saw).to.include(`cwd ${join(installRoot(), "tools", "k6")}\n`);
    expect(saw).to.include(`scratch ${join(place.cached, "..", ".installing-")}`);
    expect(saw).to.match(/flags -p=1\ntoolchain local\ncgo 0\nos \n/);
  });

  it("builds a program of another module by its package, with the version that releases link in", async () => {
    const cached = join(place.cacheFolder, "tools", "toxiproxy", "2.12.0", "toxiproxy-server");
    const made = await place.script(
      join(place.folder, "made-toxiproxy"),
      "#!/bin/sh\necho toxiproxy-server version 2.12.0\n",
    );
    await stubGo("go1.26.8", `cp ${made} "$out"`);
    const { cacheFolder } = place;
    const env = { ...place.env, TIDEMARK_TOXIPROXY_BASE_URL: "http://127.0.0.1:9" };
    const tool = await resolveTool("toxiproxy", { env, cacheFolder, say: () => undefined });
    expect(tool).to.include({ path: cached, version: "2.12.0", how: "built with Go 1.26.8" });
    const saw = await readFile(join(place.folder, "go-saw"), "utf8");
    expect(saw).to.match(
      /-ldflags=-s -w -X github\.com\/Shopify\/toxiproxy\/v2\.Version=2\.12\.0 -o \S+ github\.com\/Shopify\/toxiproxy\/v2\/cmd\/server$/m,
    );
    expect(saw).to.include(`cwd ${join(installRoot(), "tools", "toxiproxy")}\n`);
  });

  it("is not tried with a Go that is too old", async () => {
    await stubGo("go1.20.1", copyMade());
    expect(whyOf(await place.failure(), way)).to.match(
      /go is Go 1\.20\.1, and Go 1\.\d+\.\d+ or newer is needed$/,
    );
  });

  it("is tried with an old Go that may fetch a newer one", async () => {
    await stubGo("go1.21.0", copyMade());
    const tool = await place.resolve({ env: { ...place.env, GOTOOLCHAIN: "auto" } });
    expect(tool.how).to.equal("built with Go 1.21.0");
  });

  it("shows the end of what Go printed when the build fails", async () => {
    await stubGo("go1.26.8", "echo one; echo two; echo three; echo 'proxy: no such host' >&2; exit 1");
    const error = await place.failure();
    expect(whyOf(error, way)).to.match(/^go build failed: exit code 1: /);
    expect(whyOf(error, way)).to.include("no such host");
    expect(await place.inCache()).to.deep.equal([]);
  });

  it("is given up when it takes too long", async () => {
    await stubGo("go1.26.8", "sleep 600");
    const error = await place.failure({ limits: { buildMs: 300 } });
    expect(whyOf(error, way)).to.equal("go build failed: it took longer than 0.3 s");
    expect(await place.inCache()).to.deep.equal([]);
  });

  it("ends with everything it started, and leaves nothing, when it is aborted", async () => {
    const beats = join(place.folder, "beats");
    const beat = `while :; do echo beat >> ${beats}; touch "$GOTMPDIR/object"; sleep 0.02; done`;
    await stubGo("go1.26.8", `(${beat}) & wait`);
    const interrupted = new Error("interrupted");
    const controller = new AbortController();
    const running = place.resolve({ signal: controller.signal }).catch((error: unknown) => error);
    while ((await sizeOf(beats)) === 0) await pause(10);
    controller.abort(interrupted);
    expect(await running).to.equal(interrupted);
    expect(await place.inCache()).to.deep.equal([]);
    const atTheEnd = await sizeOf(beats);
    await pause(200);
    expect(await sizeOf(beats), "a grandchild is still writing").to.equal(atTheEnd);
  });

  const sizeOf = (file: string) =>
    stat(file).then(
      ({ size }) => size,
      () => 0,
    );
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
});
