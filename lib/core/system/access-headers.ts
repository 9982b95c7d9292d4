/** The headers that a target's requests carry, once every text and the token are known. */
import type { Access, Token } from "./access.ts";

/** @param base64 of the UTF-8 bytes of a text */
export function accessHeaders(
  { headers, auth }: Access<string>,
  token: Token | null,
  base64: (text: string) => string,
): Record<string, string> {
  switch (auth.kind) {
    case "none":
      return { ...headers };
    case "bearer":
      return { ...headers, Authorization: `Bearer ${auth.token}` };
    case "basic":
      return { ...headers, Authorization: `Basic ${base64(`${auth.username}:${auth.password}`)}` };
    case "oauth2":
      return token === null ? { ...headers } : { ...headers, Authorization: `Bearer ${token.value}` };
    case "login":
      return token === null ? { ...headers } : { ...headers, [auth.header]: auth.prefix + token.value };
  }
}
