/** What the services of this repository tell, Node's own metrics among it, read from their pages. */
import type { StorePlace } from "../stores/store-place.ts";
import { askUntil } from "../heavy/support/ask-until.ts";
import type { Catalogue } from "./catalogue.ts";
import { merged, metricsOfPage } from "./exposition.ts";
import { type OwnServices, startOwnServices } from "./own-services.ts";

const readingsLimitMs = 30_000;
const nothing = /^$/;
/** What a store's probe reads, which takes a moment. */
const readings = [/^message_queue_size\{/m, /^database_server_connections\{/m];

export async function servicesCatalogue(place: StorePlace): Promise<Catalogue> {
  const services = await startOwnServices(place);
  try {
    const read = () => metricPages(services);
    const complete = (pages: readonly string[]) =>
      readings.every((one) => pages.some((page) => one.test(page)));
    const pages = await askUntil(read, complete, readingsLimitMs);
    if (!complete(pages))
      throw new Error(`the services must tell their readings within ${readingsLimitMs} ms`);
    return {
      job: "microservices",
      source: "the services of this repository, embedded",
      metrics: merged(pages.flatMap((page) => metricsOfPage(page, nothing))),
    };
  } finally {
    await services.close();
  }
}

function metricPages({ pages }: OwnServices): Promise<string[]> {
  const page = async (target: string, path: string) => (await fetch(`http://${target}${path}`)).text();
  return Promise.all(Object.values(pages).map(({ target, path }) => page(target, path)));
}
