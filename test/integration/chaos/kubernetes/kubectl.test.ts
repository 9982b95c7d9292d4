import { expect } from "chai";
import { chmodSync, writeFileSync } from "node:fs";
import { kubectlFor } from "../../../../lib/node/chaos/kubernetes/kubectl.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

describe("kubectl", () => {
  const path = temporaryFolder();

  it("gets what logging in may need, and no secret of ours", async () => {
    writeFileSync(path("kubectl"), "#!/bin/sh\nenv\n");
    chmodSync(path("kubectl"), 0o755);
    const env = { ...process.env, AWS_PROFILE: "staging", TIDEMARK_PARTS_TOKEN: "secret" };
    const cluster = { kubeconfig: "/a/kubeconfig", context: "staging" };
    const seen = await kubectlFor({ program: path("kubectl"), cluster, env }).run(["get", "pods"]);
    expect(seen).to.include("AWS_PROFILE=staging").and.include("KUBECONFIG=/a/kubeconfig");
    expect(seen).to.not.include("secret");
  });
});
