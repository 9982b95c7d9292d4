/** Looks at one body of an expected answer, and counts. A wrong body is told once per virtual user. */
import type { EndpointBehaviour, RequestParts } from "../core/system/behaviour.ts";
import { bodiesChecked, bodiesWrong } from "./metrics.ts";
import type { Tags } from "./bad-events.ts";

/** @returns what is wrong, or null */
export type BodyCheck = (text: string, sent: RequestParts) => string | null;

export function createBodyCheck(
  endpoint: string,
  check: NonNullable<EndpointBehaviour["checkBody"]>,
  tags: Tags,
  redact: (text: string) => string,
): BodyCheck {
  let told = false;
  return (text, sent) => {
    bodiesChecked.add(1, tags);
    const body = parse(text);
    const wrong = body === undefined ? "not JSON" : check(body, sent);
    if (wrong === null) return null;
    bodiesWrong.add(1, tags);
    if (!told) console.warn(`${endpoint}: wrong body: ${redact(wrong)}`);
    told = true;
    return wrong;
  };
}

/** Undefined for what is not JSON (no JSON text means undefined). */
function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
