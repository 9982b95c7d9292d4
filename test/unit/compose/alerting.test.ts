/** Do the containers find what is generated for them, and the addresses that an operator puts beside it? */
import { expect } from "chai";
import { posix } from "node:path";
import { parse } from "yaml";
import { addressFile, receivers } from "../../../lib/core/rules/routing/receivers.ts";
import { receiversFolder } from "../../../lib/node/monitoring/unreachable-receivers.ts";
import { readComposeFile, readProjectFile } from "../../compose/compose-file.ts";

const { services } = readComposeFile();

/** Where a path of the project is inside a container; null where it is not mounted. */
function inside(service: string, path: string): string | null {
  for (const mount of services[service]?.volumes ?? []) {
    const [from = "", to = "", mode] = mount.split(":");
    const folder = posix.normalize(from);
    if (mode === "ro" && `${path}/`.startsWith(`${folder}/`))
      return posix.join(to, path.slice(folder.length));
  }
  return null;
}

function argument(service: string, name: string): string | undefined {
  const found = services[service]?.command?.find((word) => word.startsWith(`--${name}=`));
  return found?.slice(name.length + 3);
}

describe("the Prometheus of docker-compose.yml and its rules", () => {
  const configuration = "monitoring/prometheus/prometheus.yml";

  it("starts with the committed configuration", () => {
    expect(argument("prometheus", "config.file")).to.equal(inside("prometheus", configuration));
  });

  it("finds the rules, whose pattern is relative to its configuration", () => {
    const { rule_files } = parse(readProjectFile(configuration)) as {
      readonly rule_files: readonly string[];
    };
    const found = rule_files.map((pattern) =>
      posix.join(posix.dirname(inside("prometheus", configuration)!), pattern),
    );
    expect(found).to.deep.equal([inside("prometheus", "monitoring/prometheus/rules/*.yml")]);
  });
});

describe("the Alertmanager of docker-compose.yml", () => {
  const configuration = "monitoring/alertmanager/alertmanager.yml";
  const folder = posix.dirname(inside("alertmanager", configuration) ?? "");

  it("starts with the generated configuration", () => {
    expect(argument("alertmanager", "config.file")).to.equal(inside("alertmanager", configuration));
  });

  it("finds the templates, whose pattern is relative to its configuration", () => {
    const { templates } = parse(readProjectFile(configuration)) as { readonly templates: readonly string[] };
    expect(templates.map((pattern) => posix.join(folder, pattern))).to.deep.equal([
      inside("alertmanager", "monitoring/alertmanager/templates/*.tmpl"),
    ]);
  });

  it("looks for addresses in the folder that git ignores, and gets none from its environment", () => {
    for (const { name } of receivers) {
      const file = addressFile(name, "webhook");
      expect(file).to.equal(inside("alertmanager", `${receiversFolder}/${name}.webhook`));
    }
    expect(readProjectFile(".gitignore").split("\n")).to.include(`${receiversFolder}/`);
    expect(services["alertmanager"]?.environment).to.equal(undefined);
  });

  it("starts without a folder of addresses: it is no mount of its own, which would be made as root", () => {
    const mounts = services["alertmanager"]?.volumes ?? [];
    expect(mounts.filter((mount) => mount.includes("receivers"))).to.deep.equal([]);
  });
});
