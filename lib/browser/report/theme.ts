/** Colours of the charts. Series can be told apart by people who see few colours (after Okabe and Ito). */

export interface Theme {
  readonly text: string;
  readonly grid: string;
  /** Behind words that a line may cross. */
  readonly veil: string;
  readonly series: readonly string[];
  readonly limit: string;
  readonly bands: Readonly<Record<"phase" | "warmup" | "event", string>>;
}

const light: Theme = {
  text: "#3b4252",
  grid: "#e3e7ee",
  veil: "rgba(246, 247, 249, 0.85)",
  series: ["#0072b2", "#b35900", "#00795c", "#a8437e", "#5b4bb7", "#7a6400", "#3a86a8", "#5f5f5f"],
  limit: "#c1121f",
  bands: {
    phase: "rgba(90, 110, 150, 0.06)",
    warmup: "rgba(120, 120, 120, 0.14)",
    event: "rgba(200, 80, 10, 0.3)",
  },
};

const dark: Theme = {
  text: "#c5ccd9",
  grid: "#2c323d",
  veil: "rgba(26, 31, 40, 0.85)",
  series: ["#56b4e9", "#f0a04b", "#2fc79b", "#e08fc0", "#a99cff", "#e0cf4f", "#8ed1e6", "#b4b4b4"],
  limit: "#ff6b6b",
  bands: {
    phase: "rgba(150, 175, 220, 0.07)",
    warmup: "rgba(170, 170, 170, 0.16)",
    event: "rgba(240, 160, 75, 0.4)",
  },
};

export function themeFor(isDark: boolean): Theme {
  return isDark ? dark : light;
}
