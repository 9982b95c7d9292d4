/**
 * Resolves names of hosts like `dns.lookup`, but gives up early: without a network the system's
 * resolver may try for half a minute, and a person offline should read so at once.
 */
import { lookup as systemLookup } from "node:dns";
import type { LookupFunction } from "node:net";

export function limitedLookup(limitMs: number, lookup: LookupFunction = systemLookup): LookupFunction {
  return (hostname, options, callback) => {
    let answered = false;
    const answer: typeof callback = (error, address, family) => {
      if (answered) return;
      answered = true;
      clearTimeout(timer);
      callback(error, address, family);
    };
    const timer = setTimeout(() => {
      answer(Object.assign(new Error(`no answer for ${hostname}`), { code: "EAI_AGAIN" }), "", 0);
    }, limitMs);
    lookup(hostname, options, answer);
  };
}
