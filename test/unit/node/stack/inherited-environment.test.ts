import { expect } from "chai";
import { inheritedEnvironment } from "../../../../lib/node/stack/inherited-environment.ts";

describe("the environment of the embedded system", () => {
  it("takes over where things are, and nothing that would change what is measured", () => {
    const env = {
      PATH: "/bin",
      TMPDIR: "/t",
      PGHOST: "db",
      LOG_LEVEL: "trace",
      NODE_OPTIONS: "--inspect",
      PORT: "1",
    };
    expect(inheritedEnvironment(env)).to.deep.equal({ PATH: "/bin", TMPDIR: "/t" });
  });
});
