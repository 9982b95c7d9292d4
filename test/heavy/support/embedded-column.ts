/** Every experiment that the embedded system can have, shortened: what is written into a project's list of them. */

/** Names in the order in which they run. */
export const embeddedColumn = [
  ...["each-kill", "each-latency-of-a-service", "each-latency-of-a-store", "each-cpu", "each-outage"],
  ...["each-reset", "each-stall", "each-memory", "each-pause"],
] as const;

export type EmbeddedExperiment = (typeof embeddedColumn)[number];

export const DELAY_MS = 200;
export const WORKERS = 4;
export const HELD_BYTES = 128 * 2 ** 20;
/** Long enough for one that takes seconds to take hold on a busy machine. */
export const FAULT_SECONDS = 9;
/** What was reset or killed is reached again within some seconds; a busy machine takes several times as long. */
export const RECOVERED_WITHIN_SECONDS = 25;

const SERVICES = `["api", "postgres", "mongo"]`;

const faults: Readonly<Record<EmbeddedExperiment, string>> = {
  "each-kill": `{ kind: "kill", services: ["postgres"] }`,
  "each-latency-of-a-service": latency("service", "mongo"),
  "each-latency-of-a-store": latency("store", "postgres"),
  "each-cpu": `{ kind: "cpu", workers: ${WORKERS}, services: ${SERVICES} }`,
  "each-outage": `{ kind: "outage", store: "postgres" }`,
  "each-reset": `{ kind: "reset", link: { to: "store", name: "postgres" } }`,
  "each-stall": `{ kind: "stall", link: { to: "store", name: "postgres" } }`,
  "each-memory": `{ kind: "memory", bytes: ${HELD_BYTES}, services: ${SERVICES} }`,
  "each-pause": `{ kind: "pause", services: ["mongo"] }`,
};

function latency(to: string, name: string): string {
  return `{ kind: "latency", link: { to: "${to}", name: "${name}" }, delayMilliseconds: ${DELAY_MS}, jitterMilliseconds: 0 }`;
}

export const embeddedExperiments = embeddedColumn.map(
  (name) => `
  experiment({
    ...common,
    traffic: ["users_list", "postgres_users", "mongo_tasks"].map((endpoint) => ({ endpoint, ratePerSecond: 10 })),
    name: "${name}",
    description: "What it does is seen, and undone",
    fault: ${faults[name]},
    faultSeconds: ${FAULT_SECONDS},
    recoverySeconds: ${RECOVERED_WITHIN_SECONDS + 5},
    recoveredWithinSeconds: ${RECOVERED_WITHIN_SECONDS},
    // What the services share is taken from all of them at once.
    blastRadius: { maxInstances: 3, maxShare: 1 },
  }),`,
);
