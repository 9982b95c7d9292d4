/** Degraded objectives that several experiments share, each with what makes it just that. */
import { goals } from "../lib/core/experiment/builder.ts";

/**
 * Nothing is promised of what the fault takes away, but nobody hangs: what cannot be answered is refused
 * within 5 s. The api gives the other services 4 s, and they their stores less.
 */
export const refusedSoon = goals(0, 5, 0.95);

/** Of what does not need the part that is hit: as good as ever. 97 % takes 99 requests, 17 s of the traffic. */
export const untouched = goals(0.97, 1, 0.95);

/** A slower system, not a broken one. */
export const slower = goals(0.95, 2, 0.9);
