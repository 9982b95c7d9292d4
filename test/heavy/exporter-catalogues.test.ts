/**
 * Do the programs still tell what the catalogues say of them, of all that rules and dashboards name?
 * Each is run anew; a catalogue itself may name more, which depends on the machine.
 */
import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { installRoot } from "../../lib/node/process/install-root.ts";
import { captures } from "../catalogues/captures.ts";
import { type ExportedMetric, readCatalogues } from "../catalogues/catalogue.ts";
import { type Dashboard, filledIn, queriesOf, someValues } from "../dashboards/grafana-queries.ts";
import { namesIn } from "../dashboards/promql-names.ts";
import { writtenGroups } from "../dashboards/recorded-rules.ts";
import { run } from "../compose/run.ts";
import { storePlace } from "../stores/store-place.ts";
import { builtProgramHost } from "../support/built-daemons.ts";
import { skipBecause } from "../support/skip.ts";

const mayTakeMs = 900_000;

describe("the catalogues of exporters", function () {
  this.timeout(mayTakeMs);

  before("need Go, which builds the exporters", async function () {
    await builtProgramHost();
    const go = await run("go", ["version"], { env: process.env }).catch(() => null);
    if (go === null) skipBecause(this, "there is no go to build exporters with");
  });

  for (const [job, capture] of Object.entries(captures)) {
    it(`tell of ${job} what it still tells, as far as anybody asks`, async () => {
      const written = readCatalogues().find((catalogue) => catalogue.job === job)!;
      const place = storePlace();
      try {
        const fresh = new Map((await capture(place)).metrics.map((metric) => [metric.name, metric]));
        const named = namedByAnybody();
        const asked = written.metrics.filter(({ name }) => named.has(name));
        expect(asked, `of ${job}`).not.to.be.empty;
        for (const metric of asked) expect(fresh.get(metric.name) ?? null, metric.name).to.deep.equal(metric);
      } finally {
        await place.remove();
      }
    });
  }
});

/** Families: a histogram is named by its buckets, sums and counts. */
function namedByAnybody(): ReadonlySet<ExportedMetric["name"]> {
  const folder = join(installRoot(), "monitoring/grafana/dashboards");
  const texts = readdirSync(folder).filter((file) => file.endsWith(".json"));
  const queries = texts
    .map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as Dashboard)
    .flatMap(queriesOf)
    .map(({ expr }) => filledIn(expr, someValues));
  const rules = writtenGroups().flatMap((group) => group.rules.map(({ expr }) => expr));
  const names = [...queries, ...rules].flatMap((expr) => namesIn(expr).metrics.map(({ name }) => name));
  return new Set(names.flatMap((name) => [name, name.replace(/_(bucket|sum|count)$/, "")]));
}
