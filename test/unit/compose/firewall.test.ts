import { expect } from "chai";
import { withoutDocker } from "../../compose/firewall.ts";

const afterDocker = `*filter
:INPUT ACCEPT [0:0]
:FORWARD DROP [12:720]
:DOCKER - [0:0]
:DOCKER-USER - [0:0]
-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT
-A FORWARD -j DOCKER-USER
-A DOCKER-USER -j RETURN
COMMIT
`;

describe("the firewall after the tests' engine", () => {
  it("has none of Docker's chains, the policy of before, and the rules of others", () => {
    expect(withoutDocker(afterDocker, "ACCEPT")).to.equal(`*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [12:720]
-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT
COMMIT
`);
  });
});
