/**
 * How requests to a target prove who they are. `Text` is what a text may be at a stage: in a target's
 * file a literal or a reference, for k6 a text or the key of a secret of k6's own, in a request a text.
 * What is in a file of `targets/` never holds a credential; what is handed to k6 does, and goes by the
 * environment of its process alone.
 */

export type Auth<Text> =
  | { readonly kind: "none" }
  | { readonly kind: "bearer"; readonly token: Text }
  | { readonly kind: "basic"; readonly username: Text; readonly password: Text }
  | TokenSource<Text>;

/** Where a token is to be had, again and again: before the last one ends. */
export type TokenSource<Text> = OAuth2<Text> | Login<Text>;

/** The client credentials grant (RFC 6749, section 4.4). */
export interface OAuth2<Text> {
  readonly kind: "oauth2";
  readonly url: string;
  readonly clientId: Text;
  readonly clientSecret: Text;
  /** Whether the client names itself by HTTP basic (what a server must support) or in the body. */
  readonly clientAuthentication: "basic" | "body";
  readonly scope: string | null;
  /** In place of what the answer says; null takes its `expires_in`. */
  readonly lifetimeSeconds: number | null;
}

/** A request as a person's browser sends it. */
export interface Login<Text> {
  readonly kind: "login";
  readonly url: string;
  /** Sent as JSON. */
  readonly body: Readonly<Record<string, Text>>;
  /** Where the token is in the JSON of the answer: `data.token`, `tokens.0.value`. */
  readonly tokenPath: string;
  /** The header that carries the token, and what stands before it: `Bearer `, or `session=` in `Cookie`. */
  readonly header: string;
  readonly prefix: string;
  readonly lifetimeSeconds: number;
}

export type AuthKind = Auth<never>["kind"];

export interface Access<Text> {
  readonly headers: Readonly<Record<string, Text>>;
  readonly auth: Auth<Text>;
}

/** A secret that k6 fetches from its own secret source. */
export interface K6Secret {
  readonly k6Secret: string;
}

/** What the k6 process is told by its environment (`k6Environment.access`), as JSON. */
export interface K6Access {
  readonly access: Access<string | K6Secret>;
  /** The one that was had before the run; null where k6 itself must get the first one. */
  readonly token: Token | null;
  /** PEM files; null without a client certificate. */
  readonly client: { readonly certificateFile: string; readonly keyFile: string } | null;
  readonly skipVerify: boolean;
}

export interface Token {
  readonly value: string;
  readonly obtainedAtMs: number;
  readonly lifetimeSeconds: number;
}

export const openAccess: Access<never> = { headers: {}, auth: { kind: "none" } };

/** The same with every text replaced. */
export function mapAccess<From, To>({ headers, auth }: Access<From>, text: (from: From) => To): Access<To> {
  return { headers: mapValues(headers, text), auth: mapAuth(auth, text) };
}

export function mapAuth<From, To>(auth: Auth<From>, text: (from: From) => To): Auth<To> {
  switch (auth.kind) {
    case "none":
      return auth;
    case "bearer":
      return { kind: "bearer", token: text(auth.token) };
    case "basic":
      return { kind: "basic", username: text(auth.username), password: text(auth.password) };
    case "oauth2":
      return { ...auth, clientId: text(auth.clientId), clientSecret: text(auth.clientSecret) };
    case "login":
      return { ...auth, body: mapValues(auth.body, text) };
  }
}

export function isTokenSource<Text>(auth: Auth<Text>): auth is TokenSource<Text> {
  return auth.kind === "oauth2" || auth.kind === "login";
}

/** Keys of the secrets that only k6 can fetch, each once. */
export function k6SecretsOf(access: Access<string | K6Secret>): string[] {
  const keys = new Set<string>();
  mapAccess(access, (text) => (typeof text === "string" ? text : void keys.add(text.k6Secret)));
  return [...keys];
}

function mapValues<From, To>(
  values: Readonly<Record<string, From>>,
  text: (from: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, text(value)]));
}
