/** `tidemark/experiment`: what a project in a folder of its own needs to write its experiments. */
export { experiment, goals, steadyState, type ExperimentTerms } from "./builder.ts";
export type { BlastRadius, Experiment, FaultSpec, Link, PhaseGoals, StopCondition } from "./experiment.ts";
