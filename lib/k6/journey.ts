/**
 * One user's way through the system: its requests in a row, what later ones need of earlier answers, and
 * the pauses of a person in between. A step that fails, or whose answer lacks what was to be found,
 * ends the journey: what would have followed was due and is not sent, and is counted as dropped.
 */
import { sleep } from "k6";
import type { RequestContext, RequestParts } from "../core/system/behaviour.ts";
import type { Found, Journey, JourneyStep } from "../core/system/journey.ts";
import type { Send } from "./endpoint-client.ts";

/** Makes what sends to an endpoint and reads the answers. */
export type ClientMaker = (
  endpoint: string,
  request: ((context: RequestContext) => RequestParts) | undefined,
) => Send;

export function createJourney(journey: Journey, clientFor: ClientMaker): (context: RequestContext) => void {
  let found: Found = {};
  const steps = journey.steps.map((step) => {
    const { request } = step;
    return { step, send: clientFor(step.endpoint, request && ((context) => request(context, found))) };
  });
  return (context) => {
    found = {};
    for (const { step, send } of steps) {
      const body = send(context);
      const more = body === null ? null : foundIn(step, body);
      if (more === null) return;
      found = { ...found, ...more };
      pause(step, context);
    }
  };
}

function foundIn({ find }: JourneyStep, body: string): Found | null {
  if (find === undefined) return {};
  try {
    return find(JSON.parse(body));
  } catch {
    return null; // the check of bodies says what is wrong with it
  }
}

function pause({ thinkSeconds }: JourneyStep, context: RequestContext): void {
  if (thinkSeconds === undefined) return;
  const { least, most } = thinkSeconds;
  sleep(least + context.random() * (most - least));
}
