/** Runs against a system that demands credentials: they get in, and leave no trace of what they are. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { expect } from "chai";
import { installRoot } from "../../lib/node/process/install-root.ts";
import { findSecrets } from "../support/leaks.ts";
import { makeAuthority } from "../support/own-authority.ts";
import {
  answer,
  type Behaviour,
  type ScriptedServer,
  startScriptedServer,
} from "../support/scripted-server.ts";
import { skipBecause } from "../support/skip.ts";
import { copyTeamData } from "../support/team-data.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { onlyRecord, runFolders, tidemark, type Tidemark } from "../support/tidemark.ts";

const secret = "p4ssw0rd-of-the-test-7f3a";
const env = { TEST_TARGET_SECRET: secret };
const basic = `Basic ${Buffer.from(`me:${secret}`).toString("base64")}`;
const token = (number: number) => `token-of-the-test-${number}`;

describe("a run against a target that demands credentials", () => {
  const temporary = temporaryFolder();
  let server: ScriptedServer | null = null;
  let tool: Tidemark;

  beforeEach(() => {
    tool = tidemark(temporary(), env);
    copyTeamData(temporary("project"));
  });
  afterEach(async () => {
    await server?.close();
    server = null;
  });

  /** The copied project with a target for the server; `rest` is its file after the addresses. */
  async function run(rest: (url: string) => string, more: NodeJS.ProcessEnv = {}) {
    const url = server?.url ?? "";
    const addresses = ["api", "postgres", "mongo"].map((service) => `  ${service}: ${url}\n`).join("");
    writeFileSync(temporary("project", "targets", "secured.yaml"), `addresses:\n${addresses}${rest(url)}`);
    const started = tidemark(temporary(), { ...env, ...more });
    const flags = [
      "--project",
      temporary("project"),
      "--target",
      "secured",
      "--rate",
      "5",
      "--duration",
      "3s",
    ];
    return started.start("run", "smoke", ...flags);
  }

  function expectNoTrace(texts: { stdout: string; stderr: string }, secrets: readonly string[]) {
    const folders = [tool.resultsFolder, tool.stateFolder, join(installRoot(), "dist", "k6")];
    const { found, lookedAt } = findSecrets(secrets, {
      folders,
      texts: { stdout: texts.stdout, stderr: texts.stderr },
    });
    expect(lookedAt).to.be.above(7);
    expect(found).to.deep.equal([]);
  }

  /** Lets in who sends the header; everybody may ask for health where `healthIsOpen`. */
  const demands =
    (name: string, expected: () => string, healthIsOpen = false): Behaviour =>
    (request, response) => {
      if (healthIsOpen && request.url === "/health") return false;
      return request.headers[name] !== expected() && answer(response, 401, {});
    };

  const fixed: readonly (readonly [what: string, header: string, value: string, file: string])[] = [
    [
      "a bearer token",
      "authorization",
      `Bearer ${secret}`,
      "auth: { kind: bearer, token: { env: TEST_TARGET_SECRET } }",
    ],
    [
      "HTTP basic",
      "authorization",
      basic,
      "auth: { kind: basic, username: me, password: { file: secret.txt } }",
    ],
    ["a header", "x-api-key", secret, "headers: { X-Api-Key: { env: TEST_TARGET_SECRET } }"],
  ];
  for (const [what, header, value, file] of fixed) {
    it(`passes with ${what}, and leaves nothing of it`, async () => {
      server = await startScriptedServer(demands(header, () => value));
      writeFileSync(temporary("project", "secret.txt"), `${secret}\n`);
      const { exitCode, stdout, stderr } = await run(() => file);
      expect(exitCode, stderr).to.equal(0);
      expectNoTrace({ stdout, stderr }, [secret, basic]);
    });
  }

  /** Fails, or answers what nobody expects, with all that it was told in the answer. */
  const echoes: Behaviour = (request, response) => {
    const echo = {
      headers: request.headers,
      secret,
      text: `${secret} ${basic} ${encodeURIComponent(secret)}`,
    };
    if (request.url === "/health") return false;
    if (request.url?.startsWith("/api/v1/users") === true) return answer(response, 500, echo);
    return answer(response, 200, { ...echo, id: secret, tasks: secret, users: secret });
  };

  function expectEchoesWithout(finished: { stdout: string; stderr: string }, secrets: readonly string[]) {
    const [folder] = runFolders(tool);
    const shown = readFileSync(join(folder ?? "", "failures.ndjson"), "utf8")
      .trimEnd()
      .split("\n");
    const bodies = shown.map((line) => (JSON.parse(line) as { status: number; body: string | null }).body);
    expect(bodies.filter((body) => body?.includes("[redacted]"))).to.have.length.above(5);
    expect(new Set(shown.map((line) => (JSON.parse(line) as { status: number }).status))).to.include(200);
    expectNoTrace(finished, secrets);
  }

  for (const [what, , , file] of fixed) {
    it(`shows failing responses that echo ${what}, and leaves nothing of it`, async () => {
      server = await startScriptedServer(echoes);
      writeFileSync(temporary("project", "secret.txt"), `${secret}\n`);
      const finished = await run(() => file);
      expect(finished.exitCode, finished.stderr).to.equal(99);
      expectEchoesWithout(finished, [secret, basic]);
    });
  }

  it("shows failing responses that echo tokens and k6's own secrets, and leaves nothing of them", async () => {
    const tokens = tokenServer(() => true);
    server = await startScriptedServer(
      (request, response) =>
        (request.url === "/token" && tokens.behaviour(request, response)) || echoes(request, response),
    );
    writeFileSync(temporary("k6-secrets"), `key=${secret}\n`);
    const finished = await run((url) => `${oauth2(url)}\nheaders: { X-Own: { k6Secret: key } }`, {
      K6_SECRET_SOURCE: `file=${temporary("k6-secrets")}`,
    });
    expect(finished.exitCode, finished.stderr).to.equal(99);
    expectEchoesWithout(finished, [secret, basic, "token-of-the-test"]);
  });

  it("sends nothing where health already demands credentials that no file names", async () => {
    server = await startScriptedServer(demands("authorization", () => basic));
    const { exitCode, stderr } = await run(() => "");
    expect(exitCode).to.equal(4);
    expect(stderr).to.contain("answered 401").and.contain("`auth`");
    expect(server.counts.get("GET /api/v1/users")).to.equal(undefined);
  });

  it("fails without credentials where health is open to everybody", async () => {
    server = await startScriptedServer(demands("authorization", () => basic, true));
    const { exitCode } = await run(() => "");
    expect(exitCode).to.equal(99);
  });

  it("names the variable that is not set, and sends nothing", async () => {
    server = await startScriptedServer();
    const { exitCode, stderr } = await run(() => "auth: { kind: bearer, token: { env: TEST_TARGET_UNSET } }");
    expect(exitCode).to.equal(2);
    expect(stderr).to.contain("environment variable TEST_TARGET_UNSET, which is not set");
    expect(server.counts.size).to.equal(0);
  });

  /** Gives numbered tokens, and lets in who sends one that `isValid`. */
  function tokenServer(isValid: (number: number) => boolean) {
    let given = 0;
    const valid = () => Array.from({ length: given }, (_, index) => index + 1).filter(isValid);
    const giveToken = (request: IncomingMessage, response: ServerResponse): true => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        const known = request.headers.authorization === basic || body.includes(`"password":"${secret}"`);
        if (!known) answer(response, 401, { error: "invalid_client" });
        else answer(response, 200, { access_token: token((given += 1)), expires_in: 2 });
      });
      return true;
    };
    const behaviour: Behaviour = (request, response) => {
      if (request.url === "/token") return giveToken(request, response);
      const sent = `${request.headers.authorization ?? ""}${request.headers.cookie ?? ""}`;
      return !valid().some((number) => sent.endsWith(token(number))) && answer(response, 401, {});
    };
    return { behaviour, given: () => given };
  }

  const oauth2 = (url: string) =>
    `auth: { kind: oauth2, tokenUrl: ${url}/token, clientId: me, clientSecret: { env: TEST_TARGET_SECRET } }`;

  it("passes with OAuth2, renews tokens before they end, and judges no request for one", async () => {
    const tokens = tokenServer(() => true);
    server = await startScriptedServer(tokens.behaviour);
    const { exitCode, stdout, stderr } = await run(oauth2);
    expect(exitCode, stderr).to.equal(0);
    expect(tokens.given()).to.be.above(1);
    const { traffic, target } = onlyRecord(tool);
    expect(target).to.include({ auth: "oauth2", maxRatePerSecond: null });
    const seen = [...server.counts].filter(([key]) => key !== "POST /token" && key !== "GET /health");
    const counted = traffic.filter(({ endpoint }) => !endpoint.endsWith("_health"));
    const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
    expect(sum(counted.map(({ requests }) => requests))).to.equal(sum(seen.map(([, count]) => count)));
    expectNoTrace({ stdout, stderr }, [secret, basic, "token-of-the-test"]);
  });

  it("passes with a login whose token goes into a cookie", async () => {
    const tokens = tokenServer(() => true);
    server = await startScriptedServer(tokens.behaviour);
    const login = (url: string) => `auth:
  kind: login
  url: ${url}/token
  body: { username: me, password: { env: TEST_TARGET_SECRET } }
  tokenPath: access_token
  cookie: session
  lifetimeSeconds: 600
`;
    const { exitCode, stdout, stderr } = await run(login);
    expect(exitCode, stderr).to.equal(0);
    expect(tokens.given()).to.equal(1);
    expectNoTrace({ stdout, stderr }, [secret, "token-of-the-test"]);
  });

  it("sends nothing where no token is given, and says why", async () => {
    server = await startScriptedServer(tokenServer(() => true).behaviour);
    const { exitCode, stderr } = await run(oauth2, { TEST_TARGET_SECRET: "another" });
    expect(exitCode).to.equal(4);
    expect(stderr).to.contain("/token: it answered 401 (invalid_client); nothing was sent");
    expect([...server.counts.keys()]).to.deep.equal(["POST /token"]);
  });

  it("passes with a secret of k6's own, which Tidemark never sees", async () => {
    server = await startScriptedServer(demands("authorization", () => `Bearer ${secret}`));
    writeFileSync(temporary("k6-secrets"), `key=${secret}\n`);
    const source = `file=${temporary("k6-secrets")}`;
    const file = "auth: { kind: bearer, token: { k6Secret: key } }";
    const { exitCode, stdout, stderr } = await run(() => file, { K6_SECRET_SOURCE: source });
    expect(exitCode, stderr).to.equal(0);
    expectNoTrace({ stdout, stderr }, [secret]);
  });

  it("passes where both sides show certificates of a private authority, and not without them", async function () {
    mkdirSync(temporary("tls"));
    const made = await makeAuthority(temporary("tls"));
    if (made === null) return skipBecause(this, "needs openssl, to make certificates");
    const pem = (file: string) => readFileSync(file, "utf8");
    const { certificate, key } = made.server;
    const own = { cert: pem(certificate), key: pem(key), ca: pem(made.ca), requestCert: true };
    server = await startScriptedServer(() => false, { ...own, rejectUnauthorized: true });
    const files = { ca: made.ca, clientCertificate: made.client.certificate, clientKey: made.client.key };
    const lines = Object.entries(files).map(([name, file]) => `  ${name}: { file: ${file} }\n`);
    const passed = await run(() => `tls:\n${lines.join("")}`);
    expect(passed.exitCode, passed.stderr).to.equal(0);
    expectNoTrace(passed, [pem(made.client.key).split("\n")[1] ?? ""]);
    const unknown = await run(() => `tls:\n${lines.slice(1).join("")}`);
    expect([unknown.exitCode, unknown.stderr]).to.satisfy(
      ([code, text]: [number, string]) => code === 4 && text.includes("certificate"),
    );
    const unproven = await run(() => `tls:\n${lines[0] ?? ""}`);
    expect(unproven.exitCode).to.equal(4);
    const unchecked = await run(() => `tls:\n${lines.slice(1).join("")}  insecureSkipVerify: a test\n`);
    expect(unchecked.exitCode, unchecked.stderr).to.equal(0);
    expect(unchecked.stderr).to.contain("CERTIFICATES ARE NOT CHECKED");
    expect(existsSync(tool.stateFolder)).to.equal(true);
  });
});
