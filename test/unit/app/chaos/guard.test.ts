import { expect } from "chai";
import type { FaultSpec } from "../../../../lib/core/experiment/experiment.ts";
import {
  blastRefusals,
  type GuardedTarget,
  killSwitchRefusals,
  narrowest,
  targetRefusals,
} from "../../../../lib/app/chaos/guard.ts";
import { confirmed } from "../../../../lib/app/chaos/confirm.ts";
import { GuardError, refusal, throwIfRefused } from "../../../../lib/app/chaos/guard-error.ts";
import type { TargetChaos } from "../../../../lib/node/project/target.ts";
import { chaosOf, faultOf } from "./given.ts";

const kill: FaultSpec = { kind: "kill", services: ["api"] };

function target(chaos: Partial<TargetChaos> | null, changed: Partial<GuardedTarget> = {}): GuardedTarget {
  return {
    name: "staging",
    addresses: { api: "https://api.staging.example" },
    chaos: chaos && chaosOf(chaos),
    ...changed,
  };
}

function kubernetes(changed: Partial<TargetChaos> & { context?: string; namespace?: string }) {
  const { context = "staging", namespace = "shop", ...rest } = changed;
  const pods = { services: {}, stores: {} };
  const driver = { kind: "kubernetes", kubeconfig: null, context, namespace, ...pods } as const;
  return target({ contexts: ["staging"], namespaces: ["shop*"], driver, ...rest });
}

const codes = (of: GuardedTarget) => targetRefusals(of).map(({ code }) => code);
const texts = (of: GuardedTarget) => targetRefusals(of).map(({ text }) => text);

describe("the guard, by what a target's file says", () => {
  it("lets a target pass that allows chaos and is where it says", () => {
    expect(targetRefusals(target({}))).to.deep.equal([]);
    expect(targetRefusals(kubernetes({}))).to.deep.equal([]);
  });

  it("refuses one whose file says nothing of chaos, or does not allow it", () => {
    const text =
      "target staging: must allow chaos itself, and does not; write chaos: { allow: true } into its file in targets/";
    expect(targetRefusals(target(null))).to.deep.equal([{ code: "notAllowed", text }]);
    expect(targetRefusals(target({ allow: false }))).to.deep.equal([{ code: "notAllowed", text }]);
  });

  it("refuses a host that is not in the list, wherever the address came from", () => {
    const elsewhere = target({}, { addresses: { api: "http://10.0.0.7:8000" } });
    expect(targetRefusals(elsewhere)).to.deep.equal([
      {
        code: "hostNotAllowed",
        text:
          "host 10.0.0.7: must be in the target's chaos.hosts, and is not (it has *.staging.example); " +
          "add it, or choose another target",
      },
    ]);
    expect(texts(target({ hosts: [] }))[0]).to.include("(it has none)");
  });

  it("looks at the host of the proxy that takes orders, too", () => {
    const driver = { kind: "compose", project: ".", toxiproxy: "http://10.0.0.7:8474" } as const;
    expect(codes(target({ driver }))).to.deep.equal(["hostNotAllowed"]);
  });

  it("takes no pattern for more than it says", () => {
    const evil = { addresses: { api: "https://staging.example.evil.test" } };
    expect(codes(target({ hosts: ["*staging.example"] }, evil))).to.deep.equal(["hostNotAllowed"]);
    const before = { addresses: { api: "https://not-api.staging.example" } };
    expect(codes(target({ hosts: ["api.staging.example"] }, before))).to.deep.equal(["hostNotAllowed"]);
    const dots = { addresses: { api: "https://apiXstaging.example" } };
    expect(codes(target({ hosts: ["api.staging.example"] }, dots))).to.deep.equal(["hostNotAllowed"]);
  });

  for (const word of ["prod", "production", "live", "PROD", "prod2"]) {
    it(`refuses what is called ${word}: target, host, context and namespace`, () => {
      const named = { name: word };
      expect(codes(target({}, named))).to.deep.equal(["productionName"]);
      const host = { addresses: { api: `https://${word}.staging.example` } };
      expect(codes(target({}, host))).to.deep.equal(["productionName"]);
      expect(codes(kubernetes({ context: word, contexts: ["*"] }))).to.deep.equal(["productionName"]);
      expect(codes(kubernetes({ namespace: `shop-${word}` }))).to.deep.equal(["productionName"]);
    });
  }

  it("takes a name that looks like production where it is named as it stands, and no other", () => {
    const named = { name: "live-demo" };
    expect(codes(target({ notProduction: ["live-demo"] }, named))).to.deep.equal([]);
    expect(codes(target({ notProduction: ["live-*"] }, named))).to.deep.equal(["productionName"]);
  });

  it("takes no word for production that only holds one", () => {
    for (const name of ["delivery", "livestock", "preprod", "products"]) {
      expect(codes(target({}, { name })), name).to.deep.equal([]);
    }
  });

  it("refuses a context and a namespace that are not in their lists", () => {
    expect(codes(kubernetes({ context: "other" }))).to.deep.equal(["contextNotAllowed"]);
    expect(codes(kubernetes({ namespace: "kube-system" }))).to.deep.equal(["namespaceNotAllowed"]);
  });

  it("refuses one that does not say how faults get into it", () => {
    expect(codes(target({ driver: null }))).to.deep.equal(["noDriver"]);
  });

  it("tells everything that speaks against it together", () => {
    const bad = kubernetes({ context: "prod", namespace: "live", hosts: [] });
    expect(codes(bad)).to.deep.equal([
      "hostNotAllowed",
      ...["productionName", "contextNotAllowed", "productionName", "namespaceNotAllowed"],
    ]);
    expect(() => throwIfRefused(targetRefusals(bad)))
      .to.throw(GuardError, /^chaos: refused, and nothing was changed\n {2}host api[^\n]*\n {2}context prod/)
      .that.includes({ code: "hostNotAllowed", kind: "preflight" });
  });
});

describe("the guard, by whom a fault would hit", () => {
  const codesOf = (
    hit: number,
    instancesInAll: number,
    limit: Partial<{ maxInstances: number; maxShare: number }>,
    spec: FaultSpec = kill,
  ) => {
    const instances = Array.from({ length: hit }, (_, index) => `api-${index + 1}`);
    const all = { maxInstances: 99, maxShare: 1, ...limit };
    return blastRefusals(faultOf({ instances, instancesInAll }), spec, all).map(({ code }) => code);
  };

  it("lets as many be hit as are allowed, and not one more", () => {
    expect(codesOf(2, 5, { maxInstances: 2 })).to.deep.equal([]);
    expect(codesOf(3, 5, { maxInstances: 2 })).to.deep.equal(["tooManyInstances"]);
  });

  it("lets as great a share be hit as is allowed, and not more", () => {
    expect(codesOf(2, 4, { maxShare: 0.5 })).to.deep.equal([]);
    expect(codesOf(3, 4, { maxShare: 0.5 })).to.deep.equal(["tooGreatShare"]);
    expect(codesOf(1, 1, { maxShare: 0.5 })).to.deep.equal(["tooGreatShare"]);
  });

  it("leaves one of several untouched; of one alone there is none to leave", () => {
    expect(codesOf(1, 1, {})).to.deep.equal([]);
    expect(codesOf(1, 2, {})).to.deep.equal([]);
    expect(codesOf(2, 2, {})).to.deep.equal(["noneUntouched"]);
  });

  it("lets services of one instance each share what is taken from all of them", () => {
    const cpu: FaultSpec = { kind: "cpu", workers: 4, services: ["api", "postgres", "mongo"] };
    expect(codesOf(3, 3, {}, cpu)).to.deep.equal([]);
    expect(codesOf(6, 6, {}, cpu)).to.deep.equal(["noneUntouched"]);
  });

  it("refuses a fault that hits nobody", () => {
    expect(codesOf(0, 0, {})).to.deep.equal(["nobodyHit"]);
  });

  it("says who, how many and what to do", () => {
    const fault = faultOf({ instances: ["a", "b"], instancesInAll: 2 });
    const refused = blastRefusals(fault, kill, { maxInstances: 1, maxShare: 0.5 });
    expect(refused.map(({ text }) => text)).to.deep.equal([
      "experiment kill-service: may hit at most 1 instance, and would hit 2; " +
        "lower it, or raise maxInstances in the experiment and in the target's chaos",
      "experiment kill-service: may hit at most 50 % of the instances, and would hit 2 of 2; " +
        "lower it, or raise maxShare in the experiment and in the target's chaos",
      "experiment kill-service: must leave one of several instances untouched, and would hit all 2; hit fewer",
    ]);
  });

  it("goes by the narrower of experiment and target, each figure by itself", () => {
    const wanted = { maxInstances: 3, maxShare: 0.2 };
    expect(narrowest(wanted, { maxInstances: 1, maxShare: 0.5 })).to.deep.equal({
      maxInstances: 1,
      maxShare: 0.2,
    });
    expect(narrowest(wanted, null)).to.deep.equal(wanted);
  });
});

describe("the guard, by the kill switch", () => {
  it("refuses while it is set, with what was found; without one there is nothing to refuse", () => {
    expect(killSwitchRefusals(null)).to.deep.equal([]);
    expect(killSwitchRefusals({ isSet: false, why: "/x does not exist" })).to.deep.equal([]);
    expect(killSwitchRefusals({ isSet: true, why: "/x exists" })).to.deep.equal([
      refusal.killSwitch("/x exists"),
    ]);
  });
});

describe("the confirmation", () => {
  const codeOf = async (confirmation: Parameters<typeof confirmed>[1]) => {
    try {
      await confirmed("staging", confirmation);
      return null;
    } catch (error) {
      return error instanceof GuardError ? [error.code, error.message.includes("--yes")] : error;
    }
  };

  it("is given by --yes, or by a person who is asked with the target's name", async () => {
    const asked: string[] = [];
    expect(await codeOf("yes")).to.equal(null);
    expect(await codeOf((question) => Promise.resolve(asked.push(question) > 0))).to.equal(null);
    expect(asked).to.deep.equal(["Go on, on target staging? [y/N] "]);
  });

  it("is refused by a person's no, and where there is nobody to ask", async () => {
    expect(await codeOf(() => Promise.resolve(false))).to.deep.equal(["notConfirmed", false]);
    expect(await codeOf("nobody")).to.deep.equal(["notConfirmed", true]);
  });
});
