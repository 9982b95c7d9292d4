/**
 * What does the target's Prometheus know of its resources during a run? Each question of the target's file
 * is asked once, when the load has ended. Nothing of it can fail the run: what it does not tell is a note.
 */
import {
  type ResourceAnswer,
  toldResources,
  type ToldResources,
} from "../../core/analysis/told-resources.ts";
import { resourceFigures } from "../../core/record/resource.ts";
import { counted } from "../../core/record/units.ts";
import { openPrometheus, type Prometheus } from "../../node/prometheus/prometheus.ts";
import { PrometheusError, type PrometheusErrorCode } from "../../node/prometheus/prometheus-error.ts";
import type { ResourcesToAsk } from "./prometheus-of.ts";

export interface AskedSpan {
  readonly startMs: number;
  readonly endMs: number;
  readonly stepMs: number;
}

type Question = Pick<ResourceAnswer, "subject" | "figure"> & { readonly promql: string };

const ANSWER_WITHIN_MS = 10_000;
/** The next question would fare no better, and a run does not wait for it again. */
export const concernsAll: readonly PrometheusErrorCode[] = [
  "unreachable",
  "timedOut",
  "redirected",
  "unauthorized",
  "notPrometheus",
];

/** Never rejects for what the Prometheus does. */
export async function askResources(
  { address, bySubject }: ResourcesToAsk,
  span: AskedSpan,
  answerWithinMs = ANSWER_WITHIN_MS,
): Promise<ToldResources> {
  const prometheus = openPrometheus(address, answerWithinMs);
  const questions = questionsOf(bySubject);
  const answers: ResourceAnswer[] = [];
  const notes: string[] = [];
  try {
    for (const [index, question] of questions.entries()) {
      const answer = await answerTo(prometheus, question, span);
      if (!(answer instanceof PrometheusError)) {
        answers.push(answer);
        continue;
      }
      const isLast = concernsAll.includes(answer.code);
      notes.push(`${untold(question, isLast ? questions.length - index - 1 : 0)}: ${answer.message}`);
      if (isLast) break;
    }
  } finally {
    await prometheus.close();
  }
  const moments = Math.floor((span.endMs - span.startMs) / span.stepMs) + 1;
  const told = toldResources(answers, moments);
  return { samples: told.samples, notes: [...notes, ...told.notes] };
}

export function questionsOf(bySubject: ResourcesToAsk["bySubject"]): readonly Question[] {
  return Object.entries(bySubject).flatMap(([subject, asked]) =>
    resourceFigures.flatMap((figure) => {
      const promql = asked[figure];
      return promql === null ? [] : [{ subject, figure, promql }];
    }),
  );
}

async function answerTo(
  prometheus: Prometheus,
  { subject, figure, promql }: Question,
  { startMs, endMs, stepMs }: AskedSpan,
): Promise<ResourceAnswer | PrometheusError> {
  const range = { startSeconds: startMs / 1000, endSeconds: endMs / 1000, stepSeconds: stepMs / 1000 };
  try {
    return { subject, figure, series: await prometheus.queryRange(promql, range) };
  } catch (error) {
    if (error instanceof PrometheusError) return error;
    throw error;
  }
}

function untold({ subject, figure }: Question, more: number): string {
  const others = more === 0 ? "" : `, and ${counted(more, "figure")} more`;
  return `${subject}, ${figure}${others}: not sampled`;
}
