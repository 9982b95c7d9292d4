/** What a record says in sentences, the same on the terminal, in a comment and on the page. */
import type { LeftOut, LoadPlan } from "../plan/plan.ts";
import type { Recovery } from "../record/capacity.ts";
import { isClosedModel } from "../record/closed-model.ts";
import type { Delivery } from "../record/delivery.ts";
import { phaseNames } from "../record/names.ts";
import type { EndpointTraffic, RunRecord } from "../record/record.ts";
import { count, counted, span } from "../record/units.ts";
import type { VerdictStatus } from "../record/verdict.ts";

/** A search that found where the system breaks is a pass, although an objective broke. */
export function verdictSentence({ verdict, capacity }: Pick<RunRecord, "verdict" | "capacity">): string {
  if (verdict.status === "pass" && capacity !== null) return "PASS: the search came to its answer.";
  return verdictInWords[verdict.status];
}

const verdictInWords: Readonly<Record<VerdictStatus, string>> = {
  pass: "PASS: every objective that was judged is met.",
  fail: "FAIL",
  inconclusive: "INCONCLUSIVE: neither a pass nor a fail.",
  aborted: "ABORTED: the run did not come to its end.",
};

export function leftOutSentence({ objective, phase, neededSamples, plannedSamples }: LeftOut): string {
  return (
    `${objective}${phase === phaseNames.main ? "" : ` (${phase})`}: not judged, because it takes ${counted(neededSamples, "request")} to decide ` +
    `and ${counted(plannedSamples, "request")} ${plannedSamples === 1 ? "was" : "were"} planned.`
  );
}

export function recoverySentence({ after, seconds }: Recovery): string {
  if (seconds === null) return `After ${after} the system did not recover while it was watched.`;
  if (seconds === 0) return `After ${after} the system was itself at once.`;
  return `After ${after} it took ${span(seconds)} until every objective was kept for good.`;
}

/** What was sent, and what the Prometheus says that it has: two counts, made apart. */
export function deliverySentence(delivery: Delivery): string {
  const { url, samplesReceived, samplesDelivered, problem } = delivery;
  const why = problem === null ? "" : ` (${problem})`;
  const sent = `${count(samplesDelivered)} of ${counted(samplesReceived, "sample")} delivered${why}`;
  return `Prometheus at ${url}: ${sent}; ${confirmation(delivery)}.`;
}

function confirmation({ requestsSent, requestsConfirmed, unconfirmedBecause }: Delivery): string {
  if (requestsConfirmed === null) {
    const why = unconfirmedBecause === null ? "" : ` (${unconfirmedBecause})`;
    return `it could not be asked what it has of the run${why}`;
  }
  const has = `by its own count it has`;
  if (requestsSent === null) return `${has} ${counted(requestsConfirmed, "request")} of the run`;
  if (requestsConfirmed === requestsSent) {
    return `${has} all ${counted(requestsSent, "request")} of the run`;
  }
  return `${has} ${count(requestsConfirmed)} of the run's ${counted(requestsSent, "request")}`;
}

/** What a reader should know that decides nothing. */
export function noteSentences({ notes, plan, traffic }: RunRecord): readonly string[] {
  return [...closedModelSentences(plan), ...wrongBodySentences(traffic), ...notes];
}

/** Said of every run that has one: its figures look better than users of a stalling system would say. */
function closedModelSentences({ executors }: LoadPlan): readonly string[] {
  const phases = executors
    .filter((executor) => executor.phase !== phaseNames.warmup && isClosedModel(executor))
    .map(({ phase }) => phase);
  if (phases.length === 0) return [];
  return [
    `Closed model (${[...new Set(phases)].join(", ")}): each virtual user waits for its answer before it asks again, so a ` +
      `system that stalls is asked less while it does. Such a stall shows in few answers: the share of slow ` +
      `ones is no measure of what users who arrive by themselves would see.`,
  ];
}

/** Answers with an expected status and a wrong body: no objective counts them, a person should know. */
function wrongBodySentences(traffic: readonly EndpointTraffic[]): readonly string[] {
  return traffic
    .filter((each) => each.bodiesWrong > 0)
    .map(
      ({ endpoint, phase, bodiesWrong, bodiesChecked }) =>
        `${endpoint} (${phase}): ${count(bodiesWrong)} of ${counted(bodiesChecked, "checked body", "checked bodies")} ` +
        `${bodiesWrong === 1 ? "was" : "were"} wrong.`,
    );
}
