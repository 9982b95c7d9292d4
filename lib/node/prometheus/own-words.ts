/**
 * What a server said of a request that it did not like, fit to be shown and kept: one line, short, and
 * without the credentials that the request carried, should it repeat them.
 */
import * as z from "zod";
import type { Auth } from "../../core/system/access.ts";

const LONGEST = 300;

const apiError = z.object({ status: z.literal("error"), error: z.string() });

/** @param body of the answer: Prometheus' JSON, or any text; a page of HTML says nothing */
export function ownWords(body: string, auth: Auth<string>): string {
  const text = errorOf(body) ?? (/^\s*</.test(body) ? "" : body);
  const line = withoutSecrets(text, auth).replace(/\s+/g, " ").trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 3)}...` : line;
}

function errorOf(body: string): string | null {
  try {
    const result = apiError.safeParse(JSON.parse(body));
    return result.success ? result.data.error : null;
  } catch {
    return null; // plain text, as the write endpoint answers
  }
}

function withoutSecrets(text: string, auth: Auth<string>): string {
  const secrets = secretsOf(auth).filter((secret) => secret !== "");
  return secrets.reduce((left, secret) => left.replaceAll(secret, "***"), text);
}

function secretsOf(auth: Auth<string>): string[] {
  if (auth.kind === "bearer") return [auth.token];
  if (auth.kind !== "basic") return [];
  return [Buffer.from(`${auth.username}:${auth.password}`).toString("base64"), auth.password];
}
