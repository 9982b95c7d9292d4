/**
 * Which bodies are looked at: every n-th of an endpoint, counted by each virtual user for itself.
 * They start at different places, so that many users with few requests each check no more than
 * one user with many.
 */

/**
 * @param everyNth 0 checks none, 1 all
 * @param vu the virtual user's number, from 1
 */
export function createBodySample(everyNth: number, vu: number): () => boolean {
  if (everyNth <= 0) return () => false;
  let untilNext = (vu - 1) % everyNth;
  return () => {
    if (untilNext > 0) {
      untilNext -= 1;
      return false;
    }
    untilNext = everyNth - 1;
    return true;
  };
}
