/**
 * What one user does in a row: requests of which later ones need what earlier answers gave, with
 * pauses in between. Node reads which endpoints a journey sends and how long it pauses; its functions
 * run inside k6 alone.
 */
import type { RequestContext, RequestParts } from "./behaviour.ts";

/** What answers gave so far, by a name that the journey chooses. */
export type Found = Readonly<Record<string, string | number>>;

export interface JourneyStep {
  readonly endpoint: string;
  /** Pause after the answer, drawn evenly from the seed; none where nothing is said. */
  readonly thinkSeconds?: { readonly least: number; readonly most: number };
  /** What the request carries; as the endpoint's behaviour says where nothing is said. */
  readonly request?: (context: RequestContext, found: Found) => RequestParts;
  /** What later steps need of the parsed body of an expected answer; null where it is not there. */
  readonly find?: (body: unknown) => Found | null;
}

/** A step that fails, or whose answer lacks what was to be found, ends the journey: the rest is not sent. */
export interface Journey {
  readonly name: string;
  readonly steps: readonly JourneyStep[];
}

/** The longest that a journey pauses in all. */
export function longestThinkSeconds({ steps }: Journey): number {
  return steps.reduce((sum, { thinkSeconds }) => sum + (thinkSeconds?.most ?? 0), 0);
}
