import { access, mkdir, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { tarGz } from "./archives.ts";
import {
  assetFile,
  assetMember,
  checksumFile,
  checksums,
  fakeK6,
  goodArchive,
  startReleaseServer,
  status,
  text,
  type ReleaseServer,
} from "./release-server.ts";
import { makeWorkplace, whyOf, type Workplace } from "./workplace.ts";

const release = "official release";

describe("k6 from a release", () => {
  let place: Workplace;
  let server: ReleaseServer;

  beforeEach(async () => {
    place = await makeWorkplace();
    server = await startReleaseServer();
    place.env.TIDEMARK_K6_BASE_URL = server.url;
  });
  afterEach(async () => {
    await server.close();
    await place.remove();
  });

  async function serve(archive: Buffer): Promise<void> {
    await server.close();
    server = await startReleaseServer(archive);
    place.env.TIDEMARK_K6_BASE_URL = server.url;
  }

  it("is downloaded, checked, unpacked and kept in the cache", async () => {
    const tool = await place.resolve();
    expect(tool).to.deep.equal({ name: "k6", path: place.cached, version: "2.2.0", how: "downloaded" });
    expect((await stat(place.cached)).mode & 0o777).to.equal(0o755);
    expect(await place.inCache()).to.deep.equal(["k6"]);
    expect(place.lines).to.deep.equal([
      `k6: downloading ${server.url}/${assetFile}`,
      `k6: 100 % of ${(goodArchive().length / 1e6).toFixed(1)} MB`,
    ]);
  });

  it("is downloaded once, and found in the cache from then on", async () => {
    await place.resolve();
    expect((await place.resolve()).how).to.equal("cached");
    expect(server.requests(assetFile)).to.equal(1);
  });

  it("is downloaded once by two searches at the same time; the second waits and finds it", async () => {
    const tools = await Promise.all([place.resolve(), place.resolve()]);
    expect(tools.map(({ how }) => how).sort()).to.deep.equal(["cached", "downloaded"]);
    expect(server.requests(assetFile)).to.equal(1);
    expect(place.lines).to.include("k6: another process is installing it, waiting");
  });

  it("follows a redirect", async () => {
    server.answer(checksumFile, status(302, { location: "/elsewhere/sums" }));
    server.answer("elsewhere/sums", text(checksums(goodArchive())));
    expect((await place.resolve()).how).to.equal("downloaded");
  });

  it("does not follow a redirect to plain HTTP on another machine", async () => {
    server.answer(checksumFile, status(302, { location: "http://mirror.invalid/sums" }));
    expect(whyOf(await place.failure(), release)).to.include(
      "redirects to http://mirror.invalid, which is not HTTPS",
    );
  });

  it("does not follow redirects for ever", async () => {
    server.answer(checksumFile, status(302, { location: `/${checksumFile}` }));
    expect(whyOf(await place.failure(), release)).to.include("redirects more than 5 times");
  });

  it("is thrown away unopened when it does not match its checksum", async () => {
    server.answer(checksumFile, text(`${"0".repeat(64)}  ${assetFile}\n`));
    const error = await place.failure();
    expect(error.code).to.equal("notFound");
    expect(whyOf(error, release)).to.match(
      /^k6-v2\.2\.0-linux-amd64\.tar\.gz does not match its checksum \(expected sha256 0{64}, got [0-9a-f]{64}\)/,
    );
    expect(await place.inCache()).to.deep.equal([]);
  });

  it("is refused when the connection ends before all of it has arrived", async () => {
    const archive = goodArchive();
    server.answer(assetFile, (response) => {
      response.writeHead(200, { "content-length": String(archive.length) });
      response.write(archive.subarray(0, 100), () => response.destroy());
    });
    expect(whyOf(await place.failure(), release)).to.include(
      "the connection ended before all of it had arrived",
    );
    expect(await place.inCache()).to.deep.equal([]);
  });

  it("is refused when it is cut short and the server does not say how long it should be", async () => {
    server.answer(assetFile, (response) => {
      response.write(goodArchive().subarray(0, 100));
      response.end();
    });
    expect(whyOf(await place.failure(), release)).to.include("does not match its checksum");
  });

  it("names the file and the status when the server does not have it", async () => {
    server.answer(assetFile, status(404));
    expect(whyOf(await place.failure(), release)).to.equal(
      `${server.url}/${assetFile}: it answered with status 404`,
    );
  });

  it("gives up on a server that stalls in the middle", async () => {
    server.answer(assetFile, (response) => void response.write(goodArchive().subarray(0, 100)));
    const error = await place.failure({ limits: { stallMs: 200 } });
    expect(whyOf(error, release)).to.include("nothing arrived for 0.2 s");
    expect(await place.inCache()).to.deep.equal([]);
  });

  it("gives up on a server that takes the request and never answers", async () => {
    server.answer(checksumFile, () => undefined);
    expect(whyOf(await place.failure({ limits: { stallMs: 200 } }), release)).to.include(
      "nothing arrived for 0.2 s",
    );
  });

  it("gives up on a server that trickles for ever", async () => {
    server.answer(checksumFile, (response) => {
      const timer = setInterval(() => response.write(" "), 20);
      response.on("close", () => clearInterval(timer));
    });
    expect(whyOf(await place.failure({ limits: { downloadMs: 300 } }), release)).to.include(
      "it took longer than 0.3 s",
    );
  });

  it("gives up on a checksum file that does not end", async () => {
    server.answer(checksumFile, text("0".repeat(1_000_001)));
    expect(whyOf(await place.failure(), release)).to.include("it is larger than 1000000 bytes");
  });

  it("is refused when the checksum file does not list it", async () => {
    server.answer(checksumFile, text(checksums(goodArchive(), "k6-v2.2.0-linux-riscv.tar.gz")));
    expect(whyOf(await place.failure(), release)).to.equal(`${checksumFile} does not list ${assetFile}`);
    expect(server.requests(assetFile)).to.equal(0);
  });

  it("is refused when a login page comes instead of the checksum file", async () => {
    server.answer(checksumFile, text("<!doctype html><title>Sign in</title>"));
    expect(whyOf(await place.failure(), release)).to.include("is not a checksum file");
  });

  it("is refused when the archive holds a name that leads out of its folder, and nothing is written", async () => {
    await serve(
      tarGz([
        { path: assetMember, content: fakeK6("2.2.0") },
        { path: "../../../escaped", content: "x" },
      ]),
    );
    expect(whyOf(await place.failure(), release)).to.include('it holds the unsafe name "../../../escaped"');
    expect(await place.inCache()).to.deep.equal([]);
    const escaped = await access(join(place.cacheFolder, "escaped")).catch(
      (error: unknown) => (error as NodeJS.ErrnoException).code,
    );
    expect(escaped).to.equal("ENOENT");
  });

  it("is refused when the archive does not hold the program", async () => {
    await serve(tarGz([{ path: "k6", content: fakeK6("2.2.0") }]));
    expect(whyOf(await place.failure(), release)).to.equal(
      `${assetFile} cannot be unpacked: it holds no ${assetMember}`,
    );
  });

  it("is refused when it says another version than the one that was asked for", async () => {
    await serve(tarGz([{ path: assetMember, content: fakeK6("2.1.0") }]));
    expect(whyOf(await place.failure(), release)).to.include("it is version 2.1.0, not 2.2.x");
    expect(await place.inCache()).to.deep.equal([]);
  });

  it("replaces a cached file that no longer runs", async () => {
    await mkdir(join(place.cached, ".."), { recursive: true });
    await writeFile(place.cached, "\x7fELF and then nothing", { mode: 0o755 });
    expect((await place.resolve()).how).to.equal("downloaded");
  });

  it("takes over the lock of an installation whose process is dead, and removes what it left", async () => {
    const folder = join(place.cached, "..");
    await mkdir(join(folder, ".lock"), { recursive: true });
    await mkdir(join(folder, ".installing-dead"));
    const longAgo = new Date(Date.now() - 60_000);
    await utimes(join(folder, ".lock"), longAgo, longAgo);
    expect((await place.resolve()).how).to.equal("downloaded");
    expect(await place.inCache()).to.deep.equal(["k6"]);
  });

  it("stops waiting for another installation when it is aborted", async () => {
    await mkdir(join(place.cached, "..", ".lock"), { recursive: true });
    const interrupted = new Error("interrupted");
    const controller = new AbortController();
    const say = () => controller.abort(interrupted);
    const thrown = await place.resolve({ signal: controller.signal, say }).catch((error: unknown) => error);
    expect(controller.signal.aborted).to.equal(true);
    expect(thrown).to.equal(interrupted);
  });

  it("leaves nothing when a download is aborted", async () => {
    server.answer(assetFile, (response) => void response.write(goodArchive().subarray(0, 100)));
    const interrupted = new Error("interrupted");
    const controller = new AbortController();
    const running = place.resolve({ signal: controller.signal }).catch((error: unknown) => error);
    while (server.requests(assetFile) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    controller.abort(interrupted);
    expect(await running).to.equal(interrupted);
    expect(await place.inCache()).to.deep.equal([]);
  });

  it("fails fast when the name of the server cannot be resolved", async () => {
    place.env.TIDEMARK_K6_BASE_URL = "https://mirror.tidemark.invalid";
    const startedMs = performance.now();
    const error = await place.failure();
    expect(whyOf(error, release)).to.include(
      "the name mirror.tidemark.invalid could not be resolved; is this machine offline?",
    );
    expect(performance.now() - startedMs).to.be.lessThan(3_000);
  });

  it("is not looked for where the mirror's address is plain HTTP on another machine", async () => {
    place.env.TIDEMARK_K6_BASE_URL = "http://mirror.example";
    const error = await place.failure();
    expect(error).to.include({ code: "baseUrl", kind: "usage" });
    expect(error.message).to.include("TIDEMARK_K6_BASE_URL must be an https:// address");
  });

  it("is passed over on a platform without one", async () => {
    const error = await place.failure({ platform: { os: "freebsd", cpu: "x64" } });
    expect(whyOf(error, release)).to.equal("none for freebsd on x64");
  });

  it("is passed over when the cache cannot be written to, which is said", async () => {
    await writeFile(place.cacheFolder, "a file where the folder should be");
    const error = await place.failure();
    expect(error.code).to.equal("notFound");
    expect(whyOf(error, "installation")).to.include("ENOTDIR");
  });
});
