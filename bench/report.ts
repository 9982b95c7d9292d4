/** What a bench run found, as a table for people and as data for later comparison. */
import Table from "cli-table3";
import os from "node:os";
import { hasAim, type Measurement, meets } from "./benchmark.ts";

export interface BenchResult {
  readonly benchmark: string;
  readonly question: string;
  readonly method: string;
  readonly measurements: readonly (Measurement & { readonly met: boolean })[];
}

export interface BenchReport {
  readonly schema: 1;
  readonly startedAt: string;
  /** Figures of a quick run mean nothing. */
  readonly quick: boolean;
  readonly machine: { readonly cpu: string; readonly cores: number; readonly os: string };
  readonly versions: { readonly node: string; readonly k6: string };
  readonly results: readonly BenchResult[];
}

export function machine(): BenchReport["machine"] {
  const cpus = os.cpus();
  return { cpu: cpus[0]?.model ?? "unknown", cores: cpus.length, os: `${os.type()} ${os.release()}` };
}

export function judged(measurements: readonly Measurement[]): BenchResult["measurements"] {
  return measurements.map((measurement) => ({ ...measurement, met: meets(measurement) }));
}

export function table({ results, quick }: BenchReport): string {
  const rows = new Table({
    head: ["benchmark", "value", "aim", "", "behind it"],
    style: { head: [], border: [] },
  });
  for (const { measurements } of results) {
    for (const each of measurements) {
      const row = [each.name, shown(each.value, each.unit), aimText(each), outcomeText(each, quick)];
      rows.push([...row, each.detail]);
    }
  }
  return rows.toString();
}

function shown(value: number, unit: Measurement["unit"]): string {
  return unit === "ratio" ? value.toFixed(4) : `${value.toFixed(2)} ${unit}`;
}

function outcomeText({ aim, met }: BenchResult["measurements"][number], quick: boolean): string {
  if (quick) return "quick";
  if (!hasAim(aim)) return "told";
  return met ? "met" : "missed";
}

function aimText({ aim, unit }: Measurement): string {
  if (!hasAim(aim)) return "none";
  const suffix = unit === "ratio" ? "" : ` ${unit}`;
  if (aim.atLeast !== null && aim.atMost !== null) return `${aim.atLeast} to ${aim.atMost}${suffix}`;
  return aim.atLeast !== null ? `>= ${aim.atLeast}${suffix}` : `<= ${aim.atMost ?? ""}${suffix}`;
}
