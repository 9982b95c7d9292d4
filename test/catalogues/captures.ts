/** How each catalogue is made, by job: the one list. cAdvisor's is test/compose/catalogue.ts. */
import type { StorePlace } from "../stores/store-place.ts";
import type { Catalogue } from "./catalogue.ts";
import { nodeExporter, postgresExporter, rabbitMq, redisExporter } from "./exporters.ts";
import { k6Catalogue } from "./k6.ts";
import { mongodbExporter } from "./mongodb.ts";
import { servicesCatalogue } from "./services.ts";

export const captures: Readonly<Record<string, (place: StorePlace) => Promise<Catalogue>>> = {
  "node-exporter": nodeExporter,
  "postgres-exporter": postgresExporter,
  "redis-exporter": redisExporter,
  "rabbitmq-exporter": rabbitMq,
  "mongodb-exporter": mongodbExporter,
  k6: k6Catalogue,
  microservices: servicesCatalogue,
};
