import { expect } from "chai";
import { grafanaAccess } from "../../../../lib/node/config/grafana-access.ts";

describe("the Grafana that is told of runs", () => {
  it("is none where no address is named, whatever token there is", () => {
    expect(grafanaAccess({})).to.equal(null);
    expect(grafanaAccess({ GRAFANA_URL: "", GRAFANA_TOKEN: "t" })).to.equal(null);
  });

  it("is an address with a token", () => {
    const access = grafanaAccess({ GRAFANA_URL: "https://g.example/grafana", GRAFANA_TOKEN: "glsa_x" });
    expect(access).to.deep.equal({ url: new URL("https://g.example/grafana"), token: "glsa_x" });
  });

  it("is wrong without a token, or with one that no header can carry", () => {
    for (const token of ["", "two\nlines", "with blank"]) {
      const wrong = grafanaAccess({ GRAFANA_URL: "http://127.0.0.1:3000", GRAFANA_TOKEN: token });
      expect(wrong).to.match(/^GRAFANA_TOKEN must be the token/);
    }
  });

  it("is wrong where the address is none, or carries a password, which is not repeated", () => {
    for (const url of ["grafana:3000", "ftp://x", "http://me:secret@x"]) {
      const wrong = grafanaAccess({ GRAFANA_URL: url, GRAFANA_TOKEN: "t" });
      expect(wrong).to.match(/^GRAFANA_URL must be an http/);
      expect(wrong).not.to.include("secret");
    }
  });
});
