/**
 * docker-compose.yml on a real Docker engine: up, watched, used, hurt and down again. The steps build
 * on each other, so the first that fails ends the suite. What the engine cannot have is skipped with
 * its reason; what stands in for what is printed at the end.
 */
import { expect } from "chai";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { installRoot } from "../../lib/node/process/install-root.ts";
import { composeSecrets } from "../../lib/node/stack/compose-secrets.ts";
import { readComposeFile, readProjectFile } from "../compose/compose-file.ts";
import { run } from "../compose/run.ts";
import { builtProgramHost } from "../support/built-daemons.ts";
import { skipBecause } from "../support/skip.ts";
import { tidemark } from "../support/tidemark.ts";
import { askUntil } from "./support/ask-until.ts";
import { composeProject, type ComposeProject } from "./support/compose-project.ts";
import { contract, signatures } from "./support/contract.ts";
import { findDocker, type Docker } from "./support/docker.ts";
import {
  containers,
  containerSamples,
  refusal,
  seconds,
  smoke,
  startTimes,
  statusOf,
  uidsIn,
  withSecrets,
  worked,
  workedWithin,
} from "./support/observe.ts";
import { prometheusAt, type Prometheus } from "./support/prometheus.ts";

const file = readComposeFile();
const ours = ["api_service", "db_postgres_service", "db_mongo_service"];
const stores = ["postgres", "mongodb", "redis", "rabbitmq"];
const jobs = (
  parse(readProjectFile("monitoring/prometheus/prometheus.yml")) as {
    readonly scrape_configs: readonly { readonly job_name: string }[];
  }
).scrape_configs.map(({ job_name }) => job_name);

const preparationMs = 40 * 60_000;
/** Two of the longest scrape intervals, and the time that a scrape takes. */
const scrapedWithinMs = 75_000;

describe("docker-compose.yml on a Docker engine", function () {
  this.bail(true);
  let docker: Docker;
  let project: ComposeProject;
  let prometheus: Prometheus;
  let folder: string;
  const notes: string[] = [];
  const undo: (() => Promise<unknown>)[] = [];

  before("find or start an engine that has the images", async function () {
    this.timeout(preparationMs);
    await builtProgramHost();
    const found = await findDocker(installRoot(), file, withSecrets(process.env), (line) => notes.push(line));
    if ("whyNot" in found) skipBecause(this, found.whyNot);
    docker = found;
    undo.push(docker.stop);
    notes.splice(0, notes.length, ...docker.notes);
    project = await composeProject(file, docker);
    prometheus = prometheusAt(project.address("PORT_PROMETHEUS"));
    undo.push(() => project.compose("--profile", "*", "down", "--volumes", "--timeout", "10"));
    folder = mkdtempSync(join(tmpdir(), "tidemark-test-"));
    undo.push(async () => rmSync(folder, { recursive: true, force: true }));
  });

  after("take everything down", async function () {
    this.timeout(180_000);
    for (const step of undo.toReversed()) await step();
    process.stdout.write(`\n${notes.map((note) => `    ${note}\n`).join("")}`);
  });

  for (const profile of ["monitoring", "chaos", "*"]) {
    it(`is valid for the profile ${profile}`, () =>
      project.compose("--profile", profile, "config", "--quiet"));
  }

  for (const secret of composeSecrets) {
    it(`does not start without ${secret}`, async () => {
      expect(await refusal(project, secret))
        .to.include(secret)
        .and.to.include("npm run compose:env");
    });
  }

  it("comes up by tidemark stack --compose, and says where", async () => {
    const startedAt = performance.now();
    const { exitCode, stderr } = await tidemark(folder, project.env).start("stack", "--compose", "--keep");
    expect(exitCode, stderr).to.equal(0);
    expect(stderr).to.include(`api_service: ${project.address("PORT_API")}`);
    note(`up and healthy ${seconds(startedAt)} after the images were there`);
  });

  it("comes up with the profiles monitoring and chaos", async () => {
    const added = [...project.services("monitoring"), ...project.services("chaos")];
    const startedAt = performance.now();
    await project.compose("--profile", "*", "up", "--wait", "--wait-timeout", "180", ...added);
    note(`${added.length} containers of the profiles up and healthy after ${seconds(startedAt)}`);
  });

  it("publishes ports on this machine alone, and none of a store", async () => {
    for (const { service, ports } of await containers(project)) {
      for (const { HostIp } of ports) expect(HostIp, service).to.equal("127.0.0.1");
      if (stores.includes(service)) expect(ports, service).to.deep.equal([]);
    }
  });

  it("has no process of root, but for what reads the whole machine", async () => {
    for (const { service, id } of await containers(project)) {
      if (service === "cadvisor") continue;
      expect(await uidsIn(project, id), service).to.not.include(0);
    }
  });

  for (const service of ours) {
    it(`gives ${service} no capability, no way to more, and nothing to write to but /tmp`, async () => {
      const status = await project.exec(service, "cat", "/proc/1/status");
      expect(status).to.match(/^CapEff:\s+0{16}$/m);
      expect(status).to.match(/^CapBnd:\s+0{16}$/m);
      expect(status).to.match(/^NoNewPrivs:\s+1$/m);
      await project.exec(service, "node", "-e", 'require("fs").writeFileSync("/tmp/x", "")');
      const written = project.exec(service, "node", "-e", 'require("fs").writeFileSync("/app/x", "")');
      expect(await written.then(String, String)).to.include("EROFS");
    });
  }

  it("runs a Prometheus 3 that takes remote writes, keeps 35 days, and scrapes native histograms", async () => {
    const flags = (await prometheus.status("flags")) as Record<string, string>;
    const { yaml } = (await prometheus.status("config")) as { readonly yaml: string };
    expect(flags["web.enable-remote-write-receiver"]).to.equal("true");
    expect(flags["storage.tsdb.retention.time"]).to.match(/^(5w|\d{2,}d)$/);
    expect(yaml).to.include("scrape_native_histograms: true");
    expect(await prometheus.status("buildinfo"))
      .to.have.property("version")
      .that.matches(/^3\./);
  });

  it("has a configuration of Prometheus that its own promtool accepts", async () => {
    const said = await project.exec(
      "prometheus",
      "promtool",
      "check",
      "config",
      "/etc/prometheus/prometheus.yml",
    );
    expect(said).to.include("SUCCESS");
  });

  for (const job of jobs) {
    it(`has every target of ${job} up, with real numbers`, async function () {
      const reason = docker.without[job];
      if (reason !== undefined) skipBecause(this, reason);
      const up = await askUntil(
        () => prometheus.query(`up{job="${job}"}`),
        (samples) => samples.length > 0 && samples.every(({ value }) => value === 1),
        scrapedWithinMs,
      );
      expect(up.length, "targets").to.be.greaterThan(0);
      for (const { value, labels } of up) expect(value, labels["instance"]).to.equal(1);
      const signature = signatures[job] ?? "";
      const samples = await askUntil(
        () => prometheus.query(signature),
        ({ length }) => length > 0,
        scrapedWithinMs,
      );
      expect(samples.length, signature).to.be.greaterThan(0);
    });
  }

  it("passes a short run of k6 with --target compose", async () => {
    const record = await smoke(folder, project);
    expect(record.verdict.status, JSON.stringify(record.verdict)).to.equal("pass");
  });

  it("has sampled CPU, memory and network of every container of the system meanwhile", () => {
    const samples = containerSamples(folder, project);
    for (const service of [...ours, ...stores]) {
      const own = samples.filter(({ subject }) => subject === service);
      expect(own.length, service).to.be.greaterThan(2);
      expect(own.at(-1)?.residentBytes, service).to.be.greaterThan(2 ** 20);
      expect(own.at(-1)?.networkReceivedBytes, service).to.be.greaterThan(0);
      expect(own.at(-1)?.cpuCores, service).to.be.greaterThan(0);
    }
  });

  for (const [metric, labels] of Object.entries(contract)) {
    it(`has a sample of ${metric} afterwards, with its labels`, async () => {
      const samples = await askUntil(
        () => prometheus.query(metric),
        ({ length }) => length > 0,
        scrapedWithinMs,
      );
      expect(samples.length, "samples").to.be.greaterThan(0);
      for (const sample of samples) expect(sample.labels).to.include.keys(...labels);
    });
  }

  for (const store of stores) {
    it(`serves again after a restart of ${store}, with no restart of a service`, async () => {
      const before = await startTimes(project);
      await project.compose("restart", "--timeout", "10", store);
      const restartedAt = performance.now();
      expect(await workedWithin(project, 60_000), "worked off in time").to.equal(true);
      note(`a user and a task made and worked off ${seconds(restartedAt)} after the restart of ${store}`);
      expect(await startTimes(project)).to.deep.equal(before);
    });
  }

  it("keeps users and tasks when its containers are made anew, now with Toxiproxy on the way to the stores", async () => {
    const paths = await worked(project);
    const env = { ...project.env, STORE_HOST: "toxiproxy" };
    const again = [
      "compose",
      "--profile",
      "chaos",
      "up",
      "--wait",
      "--wait-timeout",
      "180",
      "--force-recreate",
    ];
    await run("docker", [...again, ...project.services(null), "toxiproxy"], { env, cwd: installRoot() });
    for (const path of paths) expect(await statusOf(`${project.address("PORT_API")}${path}`)).to.equal(200);
  });

  it("feels a fault that Toxiproxy makes, and serves again after it", async () => {
    const proxy = `${project.address("PORT_TOXIPROXY")}/proxies/postgres`;
    const setEnabled = (enabled: boolean) =>
      fetch(proxy, { method: "POST", body: JSON.stringify({ enabled }) });
    const users = `${project.address("PORT_API")}/api/v1/users`;
    expect((await setEnabled(false)).status).to.equal(200);
    expect(
      await askUntil(
        () => statusOf(users),
        (status) => status === 503,
        10_000,
      ),
    ).to.equal(503);
    expect((await setEnabled(true)).status).to.equal(200);
    expect(
      await askUntil(
        () => statusOf(users),
        (status) => status === 200,
        30_000,
      ),
    ).to.equal(200);
  });

  it("leaves no container, network or volume when it is taken down with its volumes", async () => {
    await project.compose("--profile", "*", "down", "--volumes", "--timeout", "10");
    const mine = ["--filter", `label=com.docker.compose.project=${project.name}`, "--quiet"];
    expect(await project.docker("ps", "--all", ...mine)).to.equal("");
    expect(await project.docker("network", "ls", ...mine)).to.equal("");
    expect(await project.docker("volume", "ls", ...mine)).to.equal("");
  });

  function note(line: string): void {
    notes.push(line);
  }
});
