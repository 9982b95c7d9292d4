/** Every saturation point and alert about what the services stand on: the one list. */
import { containerAlerts, containerPoints } from "./containers.ts";
import type { InfrastructureAlert } from "./infrastructure-alert.ts";
import { machineAlerts, machinePoints } from "./machine.ts";
import { mongodbPoints } from "./mongodb.ts";
import { postgresAlerts, postgresPoints } from "./postgres.ts";
import { rabbitmqAlerts, rabbitmqPoints } from "./rabbitmq.ts";
import { redisAlerts, redisPoints } from "./redis.ts";
import { pointAlerts, type SaturationPoint } from "./saturation-point.ts";
import { serviceAlerts, servicePoints } from "./services.ts";
import { targetAlerts } from "./targets.ts";

export const saturationPoints: readonly SaturationPoint[] = [
  ...machinePoints,
  ...containerPoints,
  ...postgresPoints,
  ...mongodbPoints,
  ...redisPoints,
  ...rabbitmqPoints,
  ...servicePoints,
];

export const infrastructureAlerts: readonly InfrastructureAlert[] = [
  ...targetAlerts,
  ...saturationPoints.flatMap(pointAlerts),
  ...machineAlerts,
  ...containerAlerts,
  ...postgresAlerts,
  ...redisAlerts,
  ...rabbitmqAlerts,
  ...serviceAlerts,
];
