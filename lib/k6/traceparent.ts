/**
 * W3C `traceparent` headers, a fresh one for each request, built for speed: the run makes the
 * first half of the trace id, the virtual user and a counter the second. Unique within a run;
 * unguessable they need not be.
 */

const SAMPLED = "01";
/** Counts have seven hexadecimal digits from here on without being padded; the eighth is counted apart. */
const FIRST_COUNT = 0x100_0000;
const DIGITS = 16;

/** @param vu the virtual user's number, from 1: also keeps the span id from being all zeros */
export function createTraceparents(runId: string, vu: number): () => string {
  const user = hex8(vu);
  const before = `00-${hex8(hash(runId, 0))}${hex8(hash(runId, 1))}${user}`;
  // One span in each trace is ours, so its id need not change.
  const endings = Array.from(
    { length: DIGITS },
    (_, digit) => `${digit.toString(16)}-${user}${user}-${SAMPLED}`,
  );
  let count = FIRST_COUNT;
  let beginning = "";
  let digit = DIGITS;
  return () => {
    if (digit === DIGITS) {
      beginning = before + (count++).toString(16);
      digit = 0;
    }
    return beginning + (endings[digit++] ?? "");
  };
}

function hex8(value: number): string {
  return (value >>> 0).toString(16).padStart(8, "0");
}

/** FNV-1a (Fowler, Noll, Vo), 32 bit. */
function hash(text: string, salt: number): number {
  let value = 0x811c9dc5 ^ salt;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value;
}
