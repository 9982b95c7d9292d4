/** What docker-compose.yml starts, in which profile, and what of it this machine and others can reach. */
import { expect } from "chai";
import { system } from "../../../system/index.ts";
import { readComposeFile, readProjectFile } from "../../compose/compose-file.ts";

const { text, services, volumes } = readComposeFile();
const entries = Object.entries(services);
const ours = ["api_service", "db_mongo_service", "db_postgres_service"];
const stores = ["mongodb", "postgres", "rabbitmq", "redis"];
const monitoring = [
  "alertmanager",
  "cadvisor",
  "grafana",
  "mongodb-exporter",
  "node-exporter",
  "postgres-exporter",
  "prometheus",
  "redis-exporter",
];

function namesIn(profile: string | undefined): string[] {
  const inProfile = entries.filter(([, service]) => service.profiles?.[0] === profile);
  return inProfile.map(([name]) => name).sort();
}

describe("docker-compose.yml", () => {
  it("starts the services and their stores without a profile", () => {
    expect(namesIn(undefined)).to.deep.equal([...ours, ...stores].sort());
  });

  it("starts everything that watches in the profile monitoring", () => {
    expect(namesIn("monitoring")).to.deep.equal(monitoring);
  });

  it("starts Toxiproxy in the profile chaos", () => {
    expect(namesIn("chaos")).to.deep.equal(["toxiproxy"]);
  });

  it("publishes no port of a store or an exporter", () => {
    const publishing = entries.filter(([, { ports }]) => ports !== undefined).map(([name]) => name);
    const reached = [...ours, "prometheus", "alertmanager", "grafana", "toxiproxy"];
    expect(publishing.sort()).to.deep.equal(reached.sort());
  });

  it("lets chaos act on the services and their stores, and on nothing that watches", () => {
    const allowed = entries.filter(([, { labels }]) => labels?.["tidemark.chaos"] === "allow");
    expect(allowed.map(([name]) => name).sort()).to.deep.equal([...ours, ...stores].sort());
  });

  it("labels each of our services with its name in the system, and nothing else", () => {
    const named = entries.flatMap(([name, { labels }]) => {
      const service = labels?.["tidemark.service"];
      return service === undefined ? [] : [[name, service]];
    });
    expect(Object.fromEntries(named)).to.deep.equal({
      api_service: "api",
      db_postgres_service: "postgres",
      db_mongo_service: "mongo",
    });
    expect(named.map(([, service]) => service).sort()).to.deep.equal(
      system.services.map(({ name }) => name).sort(),
    );
  });

  it("names each volume that a service uses, and no other", () => {
    const mounts = entries.flatMap(([, service]) =>
      (service.volumes ?? []).map((mount) => mount.split(":")[0] ?? ""),
    );
    const named = mounts.filter((source) => !/^[./]/.test(source));
    expect(named.sort()).to.deep.equal(Object.keys(volumes).sort());
  });

  it("keeps the data of every store in a named volume", () => {
    for (const name of stores) {
      expect(
        services[name]?.volumes?.some((mount) => mount.startsWith(`${name}_data:`)),
        name,
      ).to.equal(true);
    }
  });

  it("takes its ports and the way to its stores from variables that .env.example shows, with the defaults", () => {
    const documented = readProjectFile(".env.example");
    const ports = [...text.matchAll(/\$\{(PORT_\w+):-(\d+)\}/g)];
    for (const [, name = "", port = ""] of ports) expect(documented).to.include(`# ${name}=${port}\n`);
    expect(documented).to.include("# STORE_HOST=toxiproxy\n");
  });

  it("has a proxy to each store behind the host that .env.example shows", () => {
    const proxies = JSON.parse(readProjectFile("deploy/toxiproxy/stores.json")) as readonly {
      readonly name: string;
      readonly listen: string;
      readonly upstream: string;
    }[];
    expect(proxies.map(({ name }) => name).sort()).to.deep.equal(stores);
    for (const { name, listen, upstream } of proxies) {
      const [, port] = upstream.split(":");
      expect(upstream).to.equal(`${name}:${port ?? ""}`);
      expect(listen).to.equal(`0.0.0.0:${port ?? ""}`);
      expect(text).to.include(`\${STORE_HOST:-${name}}:${port ?? ""}`);
    }
  });

  it("routes every connection of a service to a store through the host that STORE_HOST names", () => {
    const addresses = ours.flatMap((name) => Object.entries(services[name]?.environment ?? {}));
    const toStores = addresses.filter(([, value]) => stores.some((store) => value.includes(store + "}")));
    expect(toStores.map(([name]) => name).sort()).to.deep.equal(
      ["MONGO_URL", "POSTGRES_URL", "RABBITMQ_URL", "RABBITMQ_URL", "REDIS_URL"].sort(),
    );
    for (const [name, value] of addresses) {
      const direct = stores.filter((store) => new RegExp(`[@/]${store}:`).test(value));
      expect(direct, name).to.deep.equal([]);
      if (/^(MONGO|POSTGRES|RABBITMQ|REDIS)_URL$/.test(name)) expect(value).to.include("@${STORE_HOST:-");
    }
  });

  for (const [name, service] of entries) {
    describe(`its ${name}`, () => {
      it("binds ports to this machine alone", () => {
        for (const port of service.ports ?? [])
          expect(port).to.match(/^127\.0\.0\.1:\$\{PORT_\w+:-\d+\}:\d+$/);
      });

      it("has its image pinned", () => {
        expect(service.image).to.match(
          service.build === undefined ? /:v?\d+\.\d+\.\d+|:\d+\.\d+-\w+$/ : /:local$/,
        );
      });

      it("is restarted when it ends", () => {
        expect(service.restart).to.equal("unless-stopped");
      });

      it("waits for what it depends on to be healthy", () => {
        for (const { condition } of Object.values(service.depends_on ?? {}))
          expect(condition).to.equal("service_healthy");
      });

      it("has limits for memory, CPU and processes", () => {
        expect(service.deploy?.resources.limits).to.have.all.keys("cpus", "memory", "pids");
      });

      // Its image holds the program alone: no shell, no client that could ask.
      if (name === "mongodb-exporter") return;
      it("has a health check", () => {
        expect(service.healthcheck?.test[0]).to.be.oneOf(["CMD", "CMD-SHELL"]);
      });
    });
  }
});
