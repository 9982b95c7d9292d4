/**
 * Values of a series in promtool's notation. Counters grow by whole numbers only: promtool adds steps
 * up in floating point, and a sum that comes out a little lower than the value before it would be
 * taken for a counter's reset.
 */

export interface Stretch {
  readonly steps: number;
  /** A whole number, 0 or more. */
  readonly perStep: number;
}

/** A counter that is 0 at the start and grows by each stretch in turn: `0+10x12 120+5x3`. */
export function counter(stretches: readonly Stretch[]): string {
  let last = 0;
  const parts: string[] = [];
  for (const { steps, perStep } of merged(stretches)) {
    const isFirst = parts.length === 0;
    parts.push(isFirst ? `0+${perStep}x${steps}` : `${last + perStep}+${perStep}x${steps - 1}`);
    last += perStep * steps;
  }
  return parts.join(" ");
}

function merged(stretches: readonly Stretch[]): Stretch[] {
  const result: Stretch[] = [];
  for (const { steps, perStep } of stretches.filter((stretch) => stretch.steps > 0)) {
    const last = result.at(-1);
    if (last?.perStep === perStep) result[result.length - 1] = { steps: last.steps + steps, perStep };
    else result.push({ steps, perStep });
  }
  return result;
}

/** The same value all the time. Not `0x8`, which could be read as a hexadecimal 8. */
export function steady(value: number, steps: number): string {
  return `${value}+0x${steps}`;
}

/** A gauge that grows from `from` by `perStep`; may fall. */
export function line(from: number, perStep: number, steps: number): string {
  return `${from}${perStep < 0 ? "-" : "+"}${Math.abs(perStep)}x${steps}`;
}
