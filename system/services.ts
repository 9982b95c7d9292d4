/** The services under test and where each listens when nothing says otherwise. */
import type { Service } from "../lib/core/system/system.ts";

export const services: readonly Service[] = [
  {
    name: "api",
    description: "What the outside world calls; asks the owners of users and tasks",
    defaultPort: 8000,
    healthPath: "/health",
    stores: { redis: "/ready/cache" },
  },
  {
    name: "postgres",
    description: "Owns the table of users in PostgreSQL",
    defaultPort: 8001,
    healthPath: "/health",
    stores: { postgres: "/ready/records", rabbitmq: "/ready/queue" },
  },
  {
    name: "mongo",
    description: "Owns the tasks in MongoDB",
    defaultPort: 8002,
    healthPath: "/health",
    stores: { mongodb: "/ready/records", rabbitmq: "/ready/queue" },
  },
];
