/**
 * Where a release is downloaded from: its official address, or the mirror that the environment
 * names. Says which addresses may be used at all: HTTPS, and plain HTTP only to this machine.
 */
import type { Search } from "./search.ts";
import { ToolError, wrongBaseUrl } from "./tool-error.ts";

/** @throws ToolError `baseUrl`: a mirror was named explicitly and cannot be one */
export function releaseBaseUrl(search: Search, officialUrl: string): URL {
  const variable = search.program.environment.baseUrl;
  const value = variable === null ? undefined : search.env[variable];
  if (variable === null || value === undefined || value === "") return new URL(officialUrl);
  const url = URL.canParse(value) ? new URL(value) : null;
  const problem = url === null ? "it is not an address" : problemOf(url);
  if (url === null || problem !== null) {
    throw new ToolError("usage", "baseUrl", wrongBaseUrl(variable, value, problem ?? ""));
  }
  return url;
}

export function fileUrl(base: URL, file: string): URL {
  return new URL(`${base.href.replace(/\/+$/, "")}/${file}`);
}

export function isAllowed(url: URL): boolean {
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url));
}

export function isLoopback(url: URL): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
}

function problemOf(url: URL): string | null {
  if (!isAllowed(url)) return `${url.protocol}//${url.hostname} would not be protected on its way`;
  if (url.username !== "" || url.password !== "")
    return "it holds credentials, which would end up in messages";
  if (url.search !== "" || url.hash !== "") return "file names cannot be added after ? or #";
  return null;
}
