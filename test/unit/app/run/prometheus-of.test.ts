import { expect } from "chai";
import { type ResourceFigure, resourceFigures } from "../../../../lib/core/record/resource.ts";
import { prometheusOf, resourcesToAsk } from "../../../../lib/app/run/prometheus-of.ts";

const basic = { kind: "basic", username: "me", password: "p" } as const;
const described = { url: "https://p.example", writeUrl: null, auth: basic, optional: true, resources: {} };
const tls = { authorities: "PEM", client: null, skipVerifyBecause: "a laboratory" };

describe("the Prometheus of a run", () => {
  it("is nobody where neither the settings nor the target name one", () => {
    expect(prometheusOf({ prometheus: null }, null)).to.equal(null);
    expect(prometheusOf({ prometheus: null }, { prometheus: null, tls })).to.equal(null);
  });

  it("is the target's, with its credentials and its authority", () => {
    expect(prometheusOf({ prometheus: null }, { prometheus: described, tls })).to.deep.equal({
      address: { url: "https://p.example", auth: basic, authorities: "PEM" },
      isOptional: true,
    });
  });

  it("is that of the settings over the target's, which keeps its credentials to itself", () => {
    expect(prometheusOf({ prometheus: "http://other" }, { prometheus: described, tls })).to.deep.equal({
      address: { url: "http://other", auth: { kind: "none" }, authorities: "PEM" },
      isOptional: false,
    });
  });

  it("takes samples where the target's file says, and only with its own address", () => {
    const elsewhere = { ...described, writeUrl: "https://p.example/api/v1/push" };
    expect(prometheusOf({ prometheus: null }, { prometheus: elsewhere, tls })?.address).to.include({
      ...{ url: "https://p.example", writeUrl: "https://p.example/api/v1/push" },
    });
    const other = prometheusOf({ prometheus: "http://other" }, { prometheus: elsewhere, tls });
    expect(other?.address).not.to.have.property("writeUrl");
  });

  it("is no longer optional when a person names it, and keeps its credentials", () => {
    expect(prometheusOf({ prometheus: described.url }, { prometheus: described, tls })).to.deep.equal({
      address: { url: "https://p.example", auth: basic, authorities: "PEM" },
      isOptional: false,
    });
  });
});

describe("the Prometheus that is asked about the target's resources", () => {
  const untold = Object.fromEntries(resourceFigures.map((figure) => [figure, null]));
  const resources = { api: { ...(untold as Record<ResourceFigure, null>), cpuCores: "up" } };

  it("is the one of the target's file, with its credentials and its authority", () => {
    expect(resourcesToAsk({ prometheus: { ...described, resources }, tls })).to.deep.equal({
      address: { url: "https://p.example", auth: basic, authorities: "PEM" },
      bySubject: resources,
    });
  });

  it("is nobody where the file asks for nothing, and where there is no file", () => {
    expect(resourcesToAsk({ prometheus: described, tls })).to.equal(null);
    expect(resourcesToAsk({ prometheus: null, tls })).to.equal(null);
    expect(resourcesToAsk(null)).to.equal(null);
  });
});
