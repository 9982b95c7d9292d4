/** What an experiment does, in a sentence, before anybody knows to whom exactly. */
import type { FaultSpec, Link } from "../../core/experiment/experiment.ts";

const MEBIBYTE = 2 ** 20;

export function faultText(fault: FaultSpec): { readonly what: string; readonly undo: string } {
  switch (fault.kind) {
    case "kill":
      return {
        what: `kills an instance of ${oneOf(fault.services)}, drawn by the seed`,
        undo: "starts it again",
      };
    case "pause":
      return {
        what: `stops an instance of ${oneOf(fault.services)} where it stands, drawn by the seed`,
        undo: "lets it go on",
      };
    case "cpu":
      return {
        what: `takes the processors of ${fault.services.join(", ")} with ${fault.workers} workers`,
        undo: "ends the workers",
      };
    case "memory":
      return {
        what: `takes ${fault.bytes / MEBIBYTE} MiB of the memory of ${fault.services.join(", ")}`,
        undo: "gives it back",
      };
    case "latency":
      return {
        what: `delays ${linkText(fault.link)} by ${fault.delayMilliseconds} ms${aboutJitter(fault.jitterMilliseconds)}`,
        undo: "removes the delay",
      };
    case "reset":
      return { what: `resets ${linkText(fault.link)}`, undo: "lets them be" };
    case "stall":
      return { what: `lets ${linkText(fault.link)} carry nothing`, undo: "lets them go on" };
    case "outage":
      return {
        what: `lets nothing connect to the store ${fault.store}`,
        undo: "lets everything connect again",
      };
    case "http":
      return {
        what:
          `answers ${fault.errorShare * 100} % of the requests to ${fault.service} with ${fault.status}, ` +
          `and all of them ${fault.delayMilliseconds} ms later`,
        undo: "lets the service answer itself",
      };
  }
}

function aboutJitter(milliseconds: number): string {
  return milliseconds === 0 ? "" : ` (±${milliseconds} ms)`;
}

function linkText({ to, name }: Link): string {
  return `the connections to the ${to} ${name}`;
}

function oneOf(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}
