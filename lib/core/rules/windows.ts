/**
 * The windows of multi-window, multi-burn-rate alerts (Beyer et al., The Site Reliability Workbook,
 * 2018, chapter 5): the long one says that a share of the budget is gone, the short one that it still
 * burns. Factors are no constants: they follow from share, period and window (burn-alert.ts).
 */

export type WindowText = "5m" | "30m" | "1h" | "2h" | "6h" | "1d" | "3d";

/** Window -> seconds. Production's are what the names say; a test on real servers shortens them. */
export type WindowLengths = Readonly<Record<WindowText, number>>;

export const windowSeconds: WindowLengths = {
  "5m": 300,
  "30m": 1800,
  "1h": 3600,
  "2h": 7200,
  "6h": 21_600,
  "1d": 86_400,
  "3d": 259_200,
};

export const windowTexts = Object.keys(windowSeconds) as readonly WindowText[];

export interface BurnPair {
  readonly long: WindowText;
  readonly short: WindowText;
  /** Of the period's budget, spent within the long window when the alert fires. */
  readonly budgetShare: number;
  readonly severity: "page" | "ticket";
}

export const burnPairs: readonly BurnPair[] = [
  { long: "1h", short: "5m", budgetShare: 0.02, severity: "page" },
  { long: "6h", short: "30m", budgetShare: 0.05, severity: "page" },
  { long: "1d", short: "2h", budgetShare: 0.1, severity: "ticket" },
  { long: "3d", short: "6h", budgetShare: 0.1, severity: "ticket" },
];

/**
 * How many times faster than the budget allows, so that a share of it is gone within a window: 14.4 for 2 %
 * of 30 days within an hour. Twelve significant digits, without the noise of floating point.
 */
export function burnFactor(budgetShare: number, periodDays: number, longSeconds: number): number {
  return Number(((budgetShare * periodDays * windowSeconds["1d"]) / longSeconds).toPrecision(12));
}

/** Fewer bad events in the long window alert nobody: at low traffic one failure is a large share. */
export const leastBadEvents = 5;

/** The periods that rules are made for; Prometheus must keep samples for longer. */
export const periodsDays: readonly number[] = [28, 30];

/** `5m`, `1h`, `90s`: in the largest unit that divides it. Whole seconds only. */
export function promDuration(seconds: number): string {
  const units: readonly (readonly [string, number])[] = [
    ["d", 86_400],
    ["h", 3600],
    ["m", 60],
    ["s", 1],
  ];
  const unit = units.find(([, size]) => seconds % size === 0 && seconds >= size);
  return unit === undefined ? `${seconds}s` : `${seconds / unit[1]}${unit[0]}`;
}
