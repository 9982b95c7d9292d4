/**
 * Takes credentials out of a text that a server answered, before anybody gets to see or keep it: those
 * that are known, in every form that an echo may give them, and whatever looks like one. Rather too much
 * than too little: what is lost is a sample for people to look at.
 */

const REDACTED = "[redacted]";
/** Shorter ones are looked for as whole words only: two letters are in every other word. */
const SHORTEST_ANYWHERE = 4;
/** Longer texts are looked at as far as here. */
const LOOKED_AT = 2_000;

// Bounded repetitions throughout: k6 waits while a text is searched.
const secretName =
  "[\\w.-]{0,40}(?:passw|passphrase|secret|token|auth|cookie|api[-_]?key|session|credential|signature)[\\w.-]{0,40}";
const quotedOrBare = '(?:"(?:[^"\\\\]|\\\\.)*"?|[^\\s,;&<>}\\]]+)';

const patterns: readonly (readonly [pattern: RegExp, by: string])[] = [
  [/-----BEGIN [^-]*-----[\s\S]*?(?:-----END [^-]*-----|$)/g, REDACTED],
  [/\b(?:set-)?cookie:[^\r\n]*/gi, "[cookies redacted]"],
  [/\b(Bearer|Basic|Digest|Negotiate)\s+[\w+/.~=-]+/gi, `$1 ${REDACTED}`],
  [/\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g, REDACTED],
  [new RegExp(`(${secretName}\\\\?"?\\s*[:=]\\s*)${quotedOrBare}`, "gi"), `$1"${REDACTED}"`],
  [/[\w.%+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+/g, "[e-mail]"],
];

/**
 * @param secrets values that must not be seen; empty ones count for nothing
 * @param base64 of the UTF-8 bytes of a text
 * @returns at most `longest` characters of the text
 */
export function redacted(
  text: string,
  secrets: readonly string[],
  { longest, base64 }: { readonly longest: number; readonly base64: (text: string) => string },
): string {
  const known = formsOf(secrets, base64);
  let shown = known.reduce(withoutForm, text.slice(0, LOOKED_AT));
  for (const [pattern, by] of patterns) shown = shown.replace(pattern, by);
  // Where the text was cut, the beginning of a secret may be what is left of it.
  const whole = text.length <= LOOKED_AT ? shown : shown.slice(0, -Math.max(1, known[0]?.length ?? 0));
  return whole.slice(0, longest);
}

/** Takes out what is known alone: for texts of our own, in which a name is no credential. */
export function withoutSecrets(
  text: string,
  secrets: readonly string[],
  base64: (text: string) => string,
): string {
  return formsOf(secrets, base64).reduce(withoutForm, text);
}

/** The longest first, so that none is taken apart by a shorter one within it. */
function formsOf(secrets: readonly string[], base64: (text: string) => string): string[] {
  const forms = new Set<string>();
  for (const secret of secrets.filter((each) => each !== "")) {
    const encoded = secret.length < SHORTEST_ANYWHERE ? [] : base64Forms(secret, base64);
    for (const form of [
      secret,
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
      ...encoded,
    ]) {
      forms.add(form);
    }
  }
  return [...forms].toSorted((a, b) => b.length - a.length);
}

/** How a text is encoded depends on what stands before it: three ways, without the ends that it shares. */
function base64Forms(secret: string, base64: (text: string) => string): string[] {
  return [0, 1, 2]
    .map((offset) => {
      const encoded = base64(" ".repeat(offset) + secret).replace(/=+$/, "");
      return encoded.slice(offset === 0 ? 0 : offset + 1, -1);
    })
    .filter((form) => form.length >= SHORTEST_ANYWHERE);
}

function withoutForm(text: string, form: string): string {
  if (form.length >= SHORTEST_ANYWHERE) return text.replaceAll(form, REDACTED);
  const literal = form.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return text.replace(new RegExp(`(?<!\\w)${literal}(?!\\w)`, "g"), REDACTED);
}
