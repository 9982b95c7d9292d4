/**
 * A run cut into equal windows, filled as rows are read, in bounded memory: where more windows would
 * be needed than allowed, each two neighbours are merged into one of twice the width. What a window
 * holds must therefore add up (counts, histograms), which quantiles do not.
 */

export interface Timeline<Window> {
  readonly startMs: number;
  readonly widthMs: number;
  /** Undefined where nothing was read for. */
  readonly windows: readonly (Window | undefined)[];
}

export interface GrowingTimeline<Window> extends Timeline<Window> {
  /** The window of that time, made where there is none yet. A time before the start counts as the start. */
  at(timeMs: number): Window;
  /** The same run in at most so many windows. */
  coarser(most: number): Timeline<Window>;
}

/** How windows are made and merged. `merged` gets windows in order of time and may not change them. */
export interface WindowKind<Window> {
  empty(): Window;
  merged(earlier: Window, later: Window): Window;
}

export interface TimelineOptions {
  readonly startMs: number;
  /** Of a window at first. */
  readonly widthMs: number;
  readonly mostWindows: number;
}

export function growingTimeline<Window>(
  kind: WindowKind<Window>,
  { startMs, widthMs: firstWidthMs, mostWindows }: TimelineOptions,
): GrowingTimeline<Window> {
  let widthMs = firstWidthMs;
  let windows: (Window | undefined)[] = [];
  /** Every chart asks for the same, when all has been read. */
  let coarse: { readonly most: number; readonly timeline: Timeline<Window> } | null = null;
  return {
    startMs,
    get widthMs() {
      return widthMs;
    },
    get windows() {
      return windows;
    },
    at: (timeMs) => {
      coarse = null;
      const sinceMs = Math.max(0, timeMs - startMs);
      while (sinceMs / widthMs >= mostWindows) {
        windows = halved(windows, kind);
        widthMs *= 2;
      }
      const index = Math.floor(sinceMs / widthMs);
      // No holes: `forEach` would pass over them, and a gap would not show.
      while (windows.length <= index) windows.push(undefined);
      return (windows[index] ??= kind.empty());
    },
    coarser: (most) => {
      if (coarse?.most !== most)
        coarse = { most, timeline: atMost(most, { startMs, widthMs, windows }, kind) };
      return coarse.timeline;
    },
  };
}

function atMost<Window>(
  most: number,
  { startMs, widthMs, windows }: Timeline<Window>,
  kind: WindowKind<Window>,
): Timeline<Window> {
  let [fewer, width] = [windows, widthMs];
  while (fewer.length > most) [fewer, width] = [halved(fewer, kind), width * 2];
  return { startMs, widthMs: width, windows: fewer };
}

/** Beginning of a window, in milliseconds since 1970. */
export function windowStartMs({ startMs, widthMs }: Timeline<unknown>, index: number): number {
  return startMs + index * widthMs;
}

function halved<Window>(
  windows: readonly (Window | undefined)[],
  kind: WindowKind<Window>,
): (Window | undefined)[] {
  return Array.from({ length: Math.ceil(windows.length / 2) }, (_, index) => {
    const [earlier, later] = [windows[2 * index], windows[2 * index + 1]];
    if (earlier === undefined || later === undefined) return earlier ?? later;
    return kind.merged(earlier, later);
  });
}
