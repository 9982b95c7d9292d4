/**
 * `node --import ./test/register.mjs test/catalogues/main.ts [job ...]` writes the catalogues of these
 * jobs, or of all. Needs what the heavy tests need: Go, Debian's packages, RabbitMQ, Redis.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { installRoot } from "../../lib/node/process/install-root.ts";
import { storePlace } from "../stores/store-place.ts";
import { builtProgramHost } from "../support/built-daemons.ts";
import { catalogueFolder, catalogueText } from "./catalogue.ts";
import { captures } from "./captures.ts";

const wanted = process.argv.slice(2);
await builtProgramHost();
for (const [job, capture] of Object.entries(captures)) {
  if (wanted.length > 0 && !wanted.includes(job)) continue;
  const place = storePlace();
  try {
    const catalogue = await capture(place);
    writeFileSync(join(installRoot(), catalogueFolder, `${job}.yaml`), catalogueText(catalogue));
    process.stdout.write(`${job}: ${catalogue.metrics.length} metrics\n`);
  } finally {
    await place.remove();
  }
}
