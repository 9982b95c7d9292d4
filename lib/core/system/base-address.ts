/**
 * The base address of a service as a person writes it: `http://host[:port][/path]`. Paths of
 * endpoints are appended to it, so it has no query, no fragment and no slash at its end.
 * Credentials are refused: addresses are kept in the record and printed.
 * It does not look a name up, and it does not say whether anything answers there.
 */

export type BaseAddress =
  { readonly ok: true; readonly address: string } | { readonly ok: false; readonly rule: string };

const shape = /^(https?):\/\/(\[[0-9a-f:.]+\]|[a-z0-9]([a-z0-9._-]*[a-z0-9])?)(?::([0-9]+))?(\/[^\s?#]*)?$/i;
const largestPort = 65_535;

/** An address that was refused may hold some: fit to be shown. */
export function withoutCredentials(text: string): string {
  return text.replace(/\/\/[^/]*@/, "//***@");
}

/** @returns the address without a slash at its end, or the rule that it breaks (`must ...`) */
export function parseBaseAddress(text: string): BaseAddress {
  if (!/^https?:\/\//i.test(text)) return { ok: false, rule: "must begin with http:// or https://" };
  if (/^https?:\/\/[^/]*@/i.test(text)) {
    return { ok: false, rule: "must not hold credentials: addresses are printed and kept in the record" };
  }
  if (/[?#]/.test(text)) {
    return { ok: false, rule: "must not hold a query or a fragment: paths are appended to it" };
  }
  const match = shape.exec(text);
  if (match === null) return { ok: false, rule: "must be an address like http://host:port" };
  const port = match[4] === undefined ? 1 : Number(match[4]);
  if (port < 1 || port > largestPort) {
    return { ok: false, rule: `must have a port between 1 and ${largestPort}` };
  }
  return { ok: true, address: text.replace(/\/+$/, "") };
}
