/** What the plan sends: a row for each of its executors. */
import type { LoadPlan } from "../../plan/plan.ts";
import { count, span } from "../../record/units.ts";
import { figures, type Sheet, words } from "../sheet.ts";
import { shapeInWords } from "../shape-words.ts";

export function executorSheet({ executors }: LoadPlan): Sheet {
  return {
    head: [
      words("executor"),
      words("phase"),
      figures("starts after"),
      words("traffic"),
      words("requests of an iteration"),
      figures("virtual users"),
    ],
    rows: executors.map(({ name, phase, startSeconds, shape, sends, maxVUs }) => [
      name,
      phase,
      span(startSeconds),
      shapeInWords(shape),
      sends
        .map(({ endpoint, requestsPerIteration }) =>
          requestsPerIteration === 1 ? endpoint : `${count(requestsPerIteration)} x ${endpoint}`,
        )
        .join(", "),
      count(maxVUs),
    ]),
  };
}
