/** Every experiment, in the order in which `chaos list` names them; `npm run k6:chaos` runs the first three. */
import type { Experiment } from "../lib/core/experiment/experiment.ts";
import { connectionReset } from "./connection-reset.ts";
import { cpuExhaustion } from "./cpu-exhaustion.ts";
import { httpErrors } from "./http-errors.ts";
import { killService } from "./kill-service.ts";
import { memoryPressure } from "./memory-pressure.ts";
import { networkLatency } from "./network-latency.ts";
import { pause } from "./pause.ts";
import { stalledConnections } from "./stalled-connections.ts";
import { mongodbOutage, postgresOutage, rabbitmqOutage, redisOutage } from "./store-outage.ts";

export const experiments: readonly Experiment[] = [
  killService,
  networkLatency,
  cpuExhaustion,
  postgresOutage,
  mongodbOutage,
  redisOutage,
  rabbitmqOutage,
  connectionReset,
  stalledConnections,
  httpErrors,
  memoryPressure,
  pause,
];
