/**
 * Why a download failed, in words: turns the codes of the network stack into what a person can act
 * on. Errors of the file system (a full disk) pass through as they are.
 */
import type { DownloadLimits } from "./search.ts";
import { seconds, ToolError } from "./tool-error.ts";

/** An answer came, and it is not one that we take. */
export class Refused extends Error {
  override readonly name = "Refused";
}

export function downloadError(url: URL, cause: unknown, limits: DownloadLimits): unknown {
  const why = reason(url, cause, limits);
  return why === null ? cause : new ToolError("preflight", "download", `${url.href}: ${why}`, { cause });
}

function reason(url: URL, cause: unknown, limits: DownloadLimits): string | null {
  if (!(cause instanceof Error)) return null;
  if (cause instanceof Refused) return cause.message;
  if (cause.name === "TimeoutError") return `it took longer than ${seconds(limits.downloadMs)}`;
  const code = (cause as NodeJS.ErrnoException).code ?? "";
  if (fileSystemCodes.has(code)) return null;
  return words(code, url, limits) ?? (cause.message || code);
}

const fileSystemCodes = new Set(["ENOSPC", "EDQUOT", "EIO", "EACCES", "EROFS", "ENOENT", "EEXIST", "EMFILE"]);

function words(code: string, url: URL, limits: DownloadLimits): string | null {
  switch (code) {
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `the name ${url.hostname} could not be resolved; is this machine offline?`;
    case "ECONNREFUSED":
      return "the connection was refused";
    case "ENETUNREACH":
    case "EHOSTUNREACH":
      return "there is no route to it; is this machine offline?";
    case "ETIMEDOUT":
    case "UND_ERR_CONNECT_TIMEOUT":
      return `no connection within ${seconds(limits.connectMs)}`;
    case "UND_ERR_HEADERS_TIMEOUT":
    case "UND_ERR_BODY_TIMEOUT":
      return `nothing arrived for ${seconds(limits.stallMs)}`;
    case "ECONNRESET":
    case "UND_ERR_SOCKET":
      return "the connection ended before all of it had arrived";
    default:
      return null;
  }
}
