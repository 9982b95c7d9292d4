/** Series that look like what a soak measures, the same for the same seed. */

/** Uniform in 0..1: a linear congruential generator, with the constants of Numerical Recipes. */
export function seeded(seed: number): () => number {
  let state = (seed * 2_654_435_761 + 12_345) >>> 0;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  // Neighbouring seeds differ little in the first values.
  for (let skipped = 0; skipped < 10; skipped++) next();
  return next;
}

/** Independent, standard normal (Box and Muller 1958). */
export function noise(random: () => number, length: number): number[] {
  return Array.from(
    { length },
    () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()),
  );
}

/** Each value is `phi` of the one before and noise: AR(1), scaled to a standard deviation of 1. */
export function autocorrelated(random: () => number, length: number, phi: number): number[] {
  let value = 0;
  return noise(random, length).map((shock, index) => {
    value = index === 0 ? shock : phi * value + Math.sqrt(1 - phi ** 2) * shock;
    return value;
  });
}
