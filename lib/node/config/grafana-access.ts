/**
 * The Grafana that is told of runs, from environment or `.env` alone: an address with a token is
 * nothing for a command line, which every `ps` shows. Not a setting, because no run depends on it.
 */

const grafanaVariables = { url: "GRAFANA_URL", token: "GRAFANA_TOKEN" } as const;

export interface GrafanaAccess {
  readonly url: URL;
  readonly token: string;
}

/**
 * @param values the environment over `.env`
 * @returns null where no Grafana is named; else how to reach it, or in words what is wrong
 */
export function grafanaAccess(
  values: Readonly<Record<string, string | undefined>>,
): GrafanaAccess | string | null {
  const { url: urlName, token: tokenName } = grafanaVariables;
  const given = values[urlName] ?? "";
  if (given === "") return null;
  const url = URL.canParse(given) ? new URL(given) : null;
  if (url === null || !["http:", "https:"].includes(url.protocol) || url.username !== "") {
    // Not repeated: it may hold a password.
    return `${urlName} must be an http:// or https:// address without a user, got something else; e.g. http://127.0.0.1:3000`;
  }
  const token = values[tokenName] ?? "";
  if (!/^[\x21-\x7e]+$/.test(token)) {
    return `${tokenName} must be the token of a service account beside ${urlName}, got ${token === "" ? "nothing" : "other characters"}; its role needs to write annotations`;
  }
  return { url, token };
}
