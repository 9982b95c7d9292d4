/** Prometheus rules as data, and as the object that a rule file holds. */
import { promDuration } from "./windows.ts";

export type Labels = Readonly<Record<string, string>>;

export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
  readonly labels: Labels;
}

export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  /** 0: fires at once. */
  readonly forSeconds: number;
  readonly labels: Labels;
  readonly annotations: Labels;
}

export type Rule = RecordingRule | AlertRule;

export interface RuleGroup {
  readonly name: string;
  /** null: as often as Prometheus evaluates by default. */
  readonly intervalSeconds: number | null;
  readonly rules: readonly Rule[];
}

/** What stands in a file of rules; keys in the order in which people read them. */
export function ruleFile(groups: readonly RuleGroup[]): object {
  return {
    groups: groups.map(({ name, intervalSeconds, rules }) => ({
      name,
      ...(intervalSeconds !== null && { interval: promDuration(intervalSeconds) }),
      rules: rules.map(written),
    })),
  };
}

function written(rule: Rule): object {
  if ("record" in rule) {
    return { record: rule.record, expr: rule.expr, ...(hasAny(rule.labels) && { labels: rule.labels }) };
  }
  const { alert, expr, forSeconds, labels, annotations } = rule;
  return { alert, expr, ...(forSeconds > 0 && { for: promDuration(forSeconds) }), labels, annotations };
}

function hasAny(labels: Labels): boolean {
  return Object.keys(labels).length > 0;
}
