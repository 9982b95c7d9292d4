import { expect } from "chai";
import { fileUrl, isAllowed, releaseBaseUrl } from "../../../../lib/node/tools/base-url.ts";
import { pinnedProgram, readPins } from "../../../../lib/node/tools/pinned.ts";
import { defaultLimits, type Search } from "../../../../lib/node/tools/search.ts";
import { ToolError } from "../../../../lib/node/tools/tool-error.ts";

const official = "https://official.example/v2.2.0";

function search(baseUrl: string | undefined): Search {
  return {
    name: "k6",
    program: pinnedProgram(readPins(), "k6"),
    env: { TIDEMARK_K6_BASE_URL: baseUrl },
    cacheFolder: "/cache",
    platform: { os: "linux", cpu: "x64" },
    limits: defaultLimits,
    say: () => undefined,
    signal: new AbortController().signal,
  };
}

describe("the address of a release", () => {
  it("is the official one unless a mirror is named", () => {
    expect(releaseBaseUrl(search(undefined), official).href).to.equal(official);
    expect(releaseBaseUrl(search(""), official).href).to.equal(official);
  });

  it("is the mirror's, with or without a slash at its end", () => {
    for (const mirror of ["https://mirror.example/k6", "https://mirror.example/k6/"]) {
      const url = fileUrl(releaseBaseUrl(search(mirror), official), "sums.txt");
      expect(url.href).to.equal("https://mirror.example/k6/sums.txt");
    }
  });

  const wrong = [
    { value: "mirror", why: "it is not an address" },
    { value: "http://mirror.example", why: "would not be protected on its way" },
    { value: "http://127.0.0.1.mirror.example", why: "would not be protected on its way" },
    { value: "ftp://mirror.example", why: "would not be protected on its way" },
    { value: "file:///srv/mirror", why: "would not be protected on its way" },
    { value: "https://me:secret@mirror.example", why: "it holds credentials" },
    { value: "https://mirror.example/?v=2", why: "file names cannot be added after ? or #" },
  ];
  for (const { value, why } of wrong) {
    it(`must not be ${value}`, () => {
      expect(() => releaseBaseUrl(search(value), official))
        .to.throw(ToolError, why)
        .that.includes({ code: "baseUrl", kind: "usage" });
    });
  }

  for (const url of [
    "http://127.0.0.1:8080",
    "http://localhost",
    "http://[::1]:1",
    "https://mirror.example",
  ]) {
    it(`may be ${url}`, () => {
      expect(isAllowed(new URL(url))).to.equal(true);
    });
  }
});
