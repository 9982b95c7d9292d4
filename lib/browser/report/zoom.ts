/** What is zoomed in one chart over time is zoomed in all of them. */
import type uPlot from "uplot";

const members = new Set<uPlot>();
let following = false;

export function shareZoom(plot: uPlot): { dispose(): void } {
  members.add(plot);
  plot.hooks.setScale = [
    ...(plot.hooks.setScale ?? []),
    (self, key) => {
      const { min = null, max = null } = self.scales[key] ?? {};
      if (key !== "x" || following || min === null || max === null) return;
      following = true;
      for (const other of members) {
        if (other !== self && (other.scales["x"]?.min !== min || other.scales["x"].max !== max)) {
          other.setScale("x", { min, max });
        }
      }
      following = false;
    },
  ];
  return { dispose: () => void members.delete(plot) };
}
