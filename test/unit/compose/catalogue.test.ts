import { expect } from "chai";
import { parse } from "yaml";
import { cadvisorCatalogue, cadvisorModule, metricsIn } from "../../compose/catalogue.ts";
import { readComposeFile, readProjectFile } from "../../compose/compose-file.ts";

describe("the catalogue of cAdvisor's metrics", () => {
  it("is of the version that docker-compose.yml names", () => {
    const image = readComposeFile().services["cadvisor"]?.image ?? "";
    expect(cadvisorModule.split("@")[1]).to.equal(image.split(":")[1]);
    expect(parse(readProjectFile(cadvisorCatalogue))).to.have.property("source", cadvisorModule);
  });

  it("reads literals and descriptions of metrics from Go", () => {
    const source = `
      {
        name:      "container_cpu_user_seconds_total",
        help:      "Cumulative user cpu time.",
        valueType: prometheus.CounterValue,
        extraLabels: []string{"cpu", "mode"},
      }
      desc := prometheus.NewDesc("container_spec_memory_limit_bytes", "Memory limit.", labels, nil)`;
    expect(metricsIn(source, "x.go")).to.deep.equal([
      {
        name: "container_cpu_user_seconds_total",
        type: "counter",
        help: "Cumulative user cpu time.",
        source: "x.go",
        labels: ["cpu", "mode"],
      },
      {
        name: "container_spec_memory_limit_bytes",
        type: "gauge",
        help: "Memory limit.",
        source: "x.go",
        labels: [],
      },
    ]);
  });
});
