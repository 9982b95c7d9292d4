/**
 * Seeded randomness for payloads: each iteration has a stream of its own, so that a printed seed
 * repeats a run's payloads whichever virtual user happens to carry an iteration out. Not for
 * statistics and not for secrets.
 */

/**
 * Uniform numbers in [0, 1): mulberry32 (T. Ettinger, 2017), started from both numbers mixed.
 * @param seed any integer
 * @param iteration any integer; neighbours give unrelated streams
 */
export function createRandom(seed: number, iteration: number): () => number {
  let state = mix(mix(seed | 0) ^ (iteration | 0));
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** The finalizer of MurmurHash3 (A. Appleby): every bit of the input moves half of the output's. */
function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
