/**
 * What a Prometheus answered about a run's resources, as samples of the run: figures of a subject that
 * were told for the same moment become one. An answer that is not one series is not taken, for which of
 * several is meant, or what they come to, only who asked can say.
 */
import { type ResourceFigure, resourceFigures, type ResourceSample } from "../record/resource.ts";
import { count, counted } from "../record/units.ts";

export interface ResourceAnswer {
  readonly subject: string;
  readonly figure: ResourceFigure;
  /** Values may be anything that a question can come to, NaN included. */
  readonly series: readonly {
    readonly points: readonly { readonly timeSeconds: number; readonly value: number }[];
  }[];
}

export interface ToldResources {
  /** In order of time. */
  readonly samples: readonly ResourceSample[];
  /** What was not told, and why it was not taken. */
  readonly notes: readonly string[];
}

/** @param moments for how many each question was asked */
export function toldResources(answers: readonly ResourceAnswer[], moments: number): ToldResources {
  const rows = new Map<string, ResourceSample>();
  const notes: string[] = [];
  for (const { subject, figure, series } of answers) {
    const [only] = series;
    if (only === undefined || series.length > 1) {
      notes.push(`${subject}, ${figure}: ${only === undefined ? noSeries : severalSeries(series.length)}`);
      continue;
    }
    const amounts = only.points.filter(({ value }) => isAmount(value));
    for (const { timeSeconds, value } of amounts) {
      const atMs = Math.round(timeSeconds * 1000);
      const key = JSON.stringify([subject, atMs]);
      rows.set(key, { ...(rows.get(key) ?? emptyRow(subject, atMs)), [figure]: value });
    }
    const odd = only.points.length - amounts.length;
    if (amounts.length < moments) {
      notes.push(`${subject}, ${figure}: ${missing(moments - amounts.length, moments, odd)}`);
    }
  }
  return { samples: [...rows.values()].toSorted((one, other) => one.atMs - other.atMs), notes };
}

const noSeries = "Prometheus has no such series of the run; see whether it scrapes the target";

function severalSeries(series: number): string {
  return `Prometheus answered with ${count(series)} series, of which none is taken; ask for one, by its labels or with sum() or max()`;
}

function missing(values: number, moments: number, odd: number): string {
  const why = odd === 0 ? "" : `; ${count(odd)} of them were no amount (NaN, infinite or below 0)`;
  return `${count(values)} of ${counted(moments, "value")} from Prometheus are missing${why}`;
}

function isAmount(value: number): boolean {
  return Number.isFinite(value) && value >= 0;
}

function emptyRow(subject: string, atMs: number): ResourceSample {
  const untold = Object.fromEntries(resourceFigures.map((figure) => [figure, null]));
  return { schema: 1, atMs, subject, source: "prometheus", ...(untold as Record<ResourceFigure, null>) };
}
