/** What Prometheus scrapes and how, beside the addresses that docker-compose.yml gives. */
import { expect } from "chai";
import { parse } from "yaml";
import { readComposeFile, readProjectFile } from "../../compose/compose-file.ts";

interface ScrapeJob {
  readonly job_name: string;
  readonly scrape_interval?: string;
  readonly metrics_path?: string;
  readonly static_configs: readonly { readonly targets: readonly string[] }[];
}

interface PrometheusConfiguration {
  readonly global: Readonly<Record<string, unknown>>;
  readonly rule_files: readonly string[];
  readonly alerting: { readonly alertmanagers: readonly Pick<ScrapeJob, "static_configs">[] };
  readonly scrape_configs: readonly ScrapeJob[];
}

const { services } = readComposeFile();
const prometheus = parse(readProjectFile("monitoring/prometheus/prometheus.yml")) as PrometheusConfiguration;

function targetsOf({ static_configs }: Pick<ScrapeJob, "static_configs">): string[] {
  return static_configs.flatMap(({ targets }) => targets);
}

describe("prometheus.yml", () => {
  it("scrapes and evaluates every 15 s, with native histograms", () => {
    expect(prometheus.global).to.deep.equal({
      scrape_interval: "15s",
      evaluation_interval: "15s",
      scrape_native_histograms: true,
      external_labels: { cluster: "tidemark", environment: "compose" },
    });
  });

  it("reads every rule file of its folder and tells Alertmanager", () => {
    expect(prometheus.rule_files).to.deep.equal(["rules/*.yml"]);
    expect(prometheus.alerting.alertmanagers.flatMap(targetsOf)).to.deep.equal(["alertmanager:9093"]);
  });

  it("scrapes each job at its address", () => {
    const jobs = prometheus.scrape_configs.map((job) => [job.job_name, targetsOf(job)]);
    expect(Object.fromEntries(jobs)).to.deep.equal({
      "microservices-api": ["api_service:9090"],
      "microservices-data-services": ["db_postgres_service:9090", "db_mongo_service:9090"],
      "node-exporter": ["node-exporter:9100"],
      "postgres-exporter": ["postgres-exporter:9187"],
      "mongodb-exporter": ["mongodb-exporter:9216"],
      "redis-exporter": ["redis-exporter:9121"],
      "rabbitmq-exporter": ["rabbitmq:15692"],
      cadvisor: ["cadvisor:8080"],
      "business-metrics": ["api_service:9091"],
    });
  });

  it("differs from the common interval and path only for business metrics and RabbitMQ's queues by name", () => {
    const special = prometheus.scrape_configs.filter(
      ({ scrape_interval, metrics_path }) => scrape_interval !== undefined || metrics_path !== undefined,
    );
    expect(
      special.map(({ job_name, scrape_interval, metrics_path }) => ({
        job_name,
        scrape_interval,
        metrics_path,
      })),
    ).to.deep.equal([
      { job_name: "rabbitmq-exporter", scrape_interval: undefined, metrics_path: "/metrics/per-object" },
      { job_name: "business-metrics", scrape_interval: "30s", metrics_path: "/business-metrics" },
    ]);
  });

  it("finds a service of docker-compose.yml behind every address", () => {
    const hosts = [...prometheus.scrape_configs, ...prometheus.alerting.alertmanagers]
      .flatMap(targetsOf)
      .map((target) => target.split(":")[0] ?? "");
    expect(Object.keys(services)).to.include.members(hosts);
  });
});

describe("the Prometheus of docker-compose.yml", () => {
  const { image, command = [] } = services["prometheus"] ?? {};

  it("is a Prometheus 3 that takes remote writes", () => {
    expect(image).to.match(/^prom\/prometheus:v3\./);
    expect(command).to.include("--web.enable-remote-write-receiver");
  });

  it("keeps samples for 35 days at least", () => {
    const days = /--storage\.tsdb\.retention\.time=(\d+)d/.exec(command.join(" "))?.[1];
    expect(Number(days)).to.be.at.least(35);
  });
});

describe("Grafana's provisioning", () => {
  const provisioning = "monitoring/grafana/provisioning";
  const mounted = services["grafana"]?.volumes ?? [];

  it("asks the Prometheus of docker-compose.yml, at its version", () => {
    const { datasources } = parse(readProjectFile(`${provisioning}/datasources/prometheus.yml`)) as {
      readonly datasources: readonly { readonly url: string; readonly jsonData: Record<string, string> }[];
    };
    expect(datasources.map(({ url }) => url)).to.deep.equal(["http://prometheus:9090"]);
    expect(`v${datasources[0]?.jsonData["prometheusVersion"] ?? ""}`).to.equal(
      services["prometheus"]?.image?.split(":")[1],
    );
  });

  it("looks for dashboards in a folder that is mounted", () => {
    const { providers } = parse(readProjectFile(`${provisioning}/dashboards/tidemark.yml`)) as {
      readonly providers: readonly { readonly options: { readonly path: string } }[];
    };
    const folders = mounted.map((mount) => mount.split(":")[1]);
    for (const { options } of providers) expect(folders).to.include(options.path);
  });
});
