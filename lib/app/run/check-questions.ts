/**
 * Does the target's Prometheus understand what it will be asked about resources? Each question is asked once
 * before the run: a mistake in it would otherwise show when the load is over. A Prometheus that is away,
 * slow or ill is no mistake in a question; what it does not tell is a note after the run.
 */
import { openPrometheus } from "../../node/prometheus/prometheus.ts";
import { PrometheusError } from "../../node/prometheus/prometheus-error.ts";
import { concernsAll, questionsOf } from "./ask-resources.ts";
import { PreflightError, type WrongQuestion } from "./preflight-error.ts";
import type { ResourcesToAsk } from "./prometheus-of.ts";

const ANSWER_WITHIN_MS = 3_000;

/** @throws PreflightError `wrongQuestions`, with every question that is refused */
export async function checkQuestions(
  target: string,
  { address, bySubject }: ResourcesToAsk,
  answerWithinMs = ANSWER_WITHIN_MS,
): Promise<void> {
  const prometheus = openPrometheus(address, answerWithinMs);
  const refused: WrongQuestion[] = [];
  try {
    for (const { subject, figure, promql } of questionsOf(bySubject)) {
      const problem = await problemOf(() => prometheus.query(promql, Date.now() / 1000));
      if (problem === null) continue;
      if (concernsAll.includes(problem.code)) break;
      if (problem.code === "refused" || problem.code === "wrongResult") {
        refused.push({ of: `${subject}.${figure}`, promql, received: problem.received });
      }
    }
  } finally {
    await prometheus.close();
  }
  if (refused.length > 0) throw PreflightError.wrongQuestions(target, refused);
}

async function problemOf(ask: () => Promise<unknown>): Promise<PrometheusError | null> {
  try {
    await ask();
    return null;
  } catch (error) {
    if (error instanceof PrometheusError) return error;
    throw error;
  }
}
