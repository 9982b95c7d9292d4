import { expect } from "chai";
import { commandLine } from "../../../../lib/core/report/command-line.ts";

describe("commandLine", () => {
  it("leaves words alone that a shell takes as they are", () => {
    expect(
      commandLine(["tidemark", "run", "load", "--rate", "100", "--url", "api=http://127.0.0.1:8000"]),
    ).to.equal("tidemark run load --rate 100 --url api=http://127.0.0.1:8000");
  });

  it("quotes what a shell would read more into, quotes included", () => {
    expect(commandLine(["a b", "$HOME", "x;y", "it's", ""])).to.equal("'a b' '$HOME' 'x;y' 'it'\\''s' ''");
  });
});
