/** `tidemark/plan`: what a project in a folder of its own needs to write its scenarios. */
export { chaosTraffic } from "./chaos-traffic.ts";
export { constantRate, type ConstantRate } from "./constant-rate.ts";
export { once } from "./executor.ts";
export { journeyMix, type JourneyMix } from "./journeys.ts";
export { oneAfterAnother } from "./one-after-another.ts";
export { rampingRate, type RampingRate } from "./ramping-rate.ts";
export { sharedIterations, type SharedWork } from "./shared-iterations.ts";
export { afterWarmup } from "./warm-up.ts";
export { phaseNames } from "../record/names.ts";
export type {
  EffectiveSettings,
  EndpointShare,
  K6Executor,
  ScenarioContext,
  ScenarioDefinition,
  ScenarioTraffic,
} from "./plan.ts";
