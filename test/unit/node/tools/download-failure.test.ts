import { expect } from "chai";
import { downloadError, Refused } from "../../../../lib/node/tools/download-failure.ts";
import { defaultLimits } from "../../../../lib/node/tools/search.ts";
import { ToolError } from "../../../../lib/node/tools/tool-error.ts";

const url = new URL("https://host.example/file");
const withCode = (code: string) => Object.assign(new Error("raw"), { code });

describe("a failed download", () => {
  const table = [
    {
      cause: withCode("ENOTFOUND"),
      says: "the name host.example could not be resolved; is this machine offline?",
    },
    {
      cause: withCode("EAI_AGAIN"),
      says: "the name host.example could not be resolved; is this machine offline?",
    },
    { cause: withCode("ECONNREFUSED"), says: "the connection was refused" },
    { cause: withCode("ENETUNREACH"), says: "there is no route to it; is this machine offline?" },
    { cause: withCode("UND_ERR_CONNECT_TIMEOUT"), says: "no connection within 10 s" },
    { cause: withCode("UND_ERR_BODY_TIMEOUT"), says: "nothing arrived for 20 s" },
    { cause: withCode("UND_ERR_SOCKET"), says: "the connection ended before all of it had arrived" },
    { cause: new DOMException("", "TimeoutError"), says: "it took longer than 900 s" },
    { cause: new Refused("it answered with status 404"), says: "it answered with status 404" },
    { cause: new Error("self-signed certificate"), says: "self-signed certificate" },
  ];
  for (const { cause, says } of table) {
    it(`is told as: ${says}`, () => {
      const error = downloadError(url, cause, defaultLimits);
      expect(error).to.be.instanceOf(ToolError);
      expect(error).to.include({ code: "download", message: `https://host.example/file: ${says}`, cause });
    });
  }

  it("keeps an error of the file system as it is, which is not the network's", () => {
    const full = withCode("ENOSPC");
    expect(downloadError(url, full, defaultLimits)).to.equal(full);
  });
});
