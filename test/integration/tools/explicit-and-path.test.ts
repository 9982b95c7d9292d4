import { chmod, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { fakeK6 } from "./release-server.ts";
import { makeWorkplace, whyOf, type Workplace } from "./workplace.ts";

const hanging = "#!/bin/sh\nsleep 600\n";

describe("k6 that is there already", () => {
  let place: Workplace;

  beforeEach(async () => {
    place = await makeWorkplace();
    // Nothing listens there: what is not found locally must not be found at all.
    place.env.TIDEMARK_K6_BASE_URL = "http://127.0.0.1:9";
  });
  afterEach(() => place.remove());

  describe("named by K6_BINARY", () => {
    it("is used before everything else", async () => {
      await place.script(join(place.bin, "k6"), fakeK6("2.2.1"));
      place.env.K6_BINARY = await place.script(join(place.folder, "mine", "k6"), fakeK6("2.2.7"));
      expect(await place.resolve()).to.deep.equal({
        name: "k6",
        path: place.env.K6_BINARY,
        version: "2.2.7",
        how: "K6_BINARY",
      });
    });

    it("may be called anything, and then says its version under that name", async () => {
      const content = '#!/bin/sh\necho "${0##*/} v2.2.0 (go1.26.8, linux/amd64)"\n';
      place.env.K6_BINARY = await place.script(join(place.folder, "k6-2.2.0"), content);
      expect((await place.resolve()).version).to.equal("2.2.0");
    });

    it("counts as not set when it is empty", async () => {
      await place.script(join(place.bin, "k6"), fakeK6("2.2.1"));
      place.env.K6_BINARY = "";
      expect((await place.resolve()).how).to.equal("on the PATH");
    });

    const unusable = [
      { what: "a missing file", make: () => Promise.resolve(), why: "there is no such file" },
      {
        what: "a folder",
        make: (path: string) => mkdir(path),
        why: "it is a folder, not a program",
      },
      {
        what: "a file that is not executable",
        make: async (path: string) => chmod(await place.script(path, fakeK6("2.2.0")), 0o644),
        why: "it is not executable",
      },
      {
        what: "another version",
        make: (path: string) => place.script(path, fakeK6("1.4.2")),
        why: "it is version 1.4.2, not 2.2.x",
      },
      {
        what: "a pre-release",
        make: (path: string) => place.script(path, fakeK6("2.2.0-rc1")),
        why: "it is version 2.2.0-rc1, not 2.2.x",
      },
      {
        what: "another program",
        make: (path: string) => place.script(path, "#!/bin/sh\necho hello\n"),
        why: '"k6 version" printed no version but "hello"',
      },
      {
        what: "a program that fails",
        make: (path: string) => place.script(path, "#!/bin/sh\necho oh no >&2\nexit 7\n"),
        why: '"k6 version" failed with exit code 7 and printed "oh no"',
      },
      {
        what: "a program that hangs, and its children with it",
        make: (path: string) => place.script(path, hanging),
        why: '"k6 version" did not answer within 0.3 s',
      },
      {
        what: "a file that is no program of this machine",
        make: (path: string) => place.script(path, "\x7fELF and then nothing"),
        // The system hands it to a shell, which fails on it.
        why: '"k6 version" failed with exit code ',
      },
    ];
    for (const { what, make, why } of unusable) {
      it(`is an error at once, never passed over: ${what}`, async () => {
        await place.script(join(place.bin, "k6"), fakeK6("2.2.0"));
        const path = join(place.folder, "named");
        await make(path);
        place.env.K6_BINARY = path;
        const error = await place.failure({ limits: { versionMs: 300 } });
        expect(error).to.include({ code: "explicit", kind: "preflight" });
        expect(error.message).to.include(
          `K6_BINARY must name a k6 2.2.x that runs here, got ${path}: ${why}`,
        );
        expect(error.message).to.include("set K6_BINARY to the path of a k6 2.2.x, or unset it");
      });
    }
  });

  describe("on the PATH", () => {
    it("is used when its version fits", async () => {
      const path = await place.script(join(place.bin, "k6"), fakeK6("2.2.3"));
      expect(await place.resolve()).to.deep.equal({ name: "k6", path, version: "2.2.3", how: "on the PATH" });
      expect(place.lines).to.deep.equal([]);
    });

    it("is passed over for its version, and that is said", async () => {
      const path = await place.script(join(place.bin, "k6"), fakeK6("1.0.0"));
      const error = await place.failure();
      expect(place.lines[0]).to.equal(`k6: passed over ${path} on the PATH: it is version 1.0.0, not 2.2.x`);
      expect(whyOf(error, "PATH")).to.equal(`${path}: it is version 1.0.0, not 2.2.x`);
    });

    it("is used from a later folder when the first one does not fit", async () => {
      await place.script(join(place.bin, "k6"), fakeK6("1.0.0"));
      const path = await place.script(join(place.folder, "later", "k6"), fakeK6("2.2.0"));
      place.env.PATH = `${place.env.PATH ?? ""}:${join(place.folder, "later")}`;
      expect((await place.resolve()).path).to.equal(path);
    });

    it("is not taken from the current folder through an empty entry", async () => {
      await place.script(join(place.folder, "here", "k6"), fakeK6("2.2.0"));
      const before = process.cwd();
      process.chdir(join(place.folder, "here"));
      try {
        place.env.PATH = `:${place.env.PATH ?? ""}:`;
        expect(whyOf(await place.failure(), "PATH")).to.equal("no k6 on it");
      } finally {
        process.chdir(before);
      }
    });

    it("gives way to the cache when it does not fit", async () => {
      await place.script(join(place.bin, "k6"), fakeK6("2.3.0"));
      await place.script(place.cached, fakeK6("2.2.0"));
      expect((await place.resolve()).how).to.equal("cached");
    });
  });

  it("is nowhere: the error names each way, why it failed, and what helps", async () => {
    const error = await place.failure();
    expect(error).to.include({ code: "notFound", kind: "preflight" });
    expect(error.message.split("\n")).to.deep.equal([
      "no k6 2.2.x was found, and none could be installed:",
      "  K6_BINARY         not set",
      "  PATH              no k6 on it",
      `  cache             ${place.cached}: there is no such file`,
      "  official release  http://127.0.0.1:9/k6-v2.2.0-checksums.txt: the connection was refused",
      "  build with Go     there is no go on the PATH",
      "any one of these helps:",
      "  - install k6 2.2.x so that it is on the PATH: https://grafana.com/docs/k6/latest/set-up/install-k6/",
      "  - set K6_BINARY to the path of a k6 2.2.x",
      "  - let this machine reach https://github.com/grafana/k6/releases/download/v2.2.0, or set TIDEMARK_K6_BASE_URL to a mirror of it",
      "  - install Go (https://go.dev/dl/) and let it reach a Go module proxy",
    ]);
  });
});
