/** What the runner of an embedded system answers about its parts: the other end of lib/node/stack/parts-server.ts. */
import { z } from "zod";
import { messages } from "../embedded-messages.ts";

/** In the environment of the fault controller, and in no file. */
export const PARTS_TOKEN_VARIABLE = "TIDEMARK_PARTS_TOKEN";

/** Less than an undo's step may take: a service starts in a second. */
const ANSWER_WITHIN_MS = 25_000;

const answerSchema = z.strictObject({
  running: z.boolean(),
  pid: z.number().nullable(),
  startTime: z.string().nullable(),
});

export type PartAnswer = z.infer<typeof answerSchema>;

/** @returns null where nothing listens: the runner has ended. @throws Error in words */
export async function askPart(
  { partsUrl, part }: { readonly partsUrl: string; readonly part: string },
  action: "look" | "expect-end" | "start",
  env: NodeJS.ProcessEnv,
): Promise<PartAnswer | null> {
  const url = `${partsUrl}/parts/${part}${action === "look" ? "" : `/${action}`}`;
  const answer = await fetch(url, {
    method: action === "look" ? "GET" : "POST",
    headers: { authorization: `Bearer ${env[PARTS_TOKEN_VARIABLE] ?? ""}` },
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  }).catch((error: unknown) => {
    const { message, cause } = error as Error & { readonly cause?: NodeJS.ErrnoException };
    if (cause?.code === "ECONNREFUSED") return null;
    throw new Error(messages.runnerFailed(url, cause?.message ?? message), { cause: error });
  });
  if (answer === null) return null;
  const text = await answer.text();
  if (answer.status === 401) throw new Error(messages.wrongToken(url, PARTS_TOKEN_VARIABLE));
  if (!answer.ok)
    throw new Error(messages.runnerFailed(url, `status ${answer.status}: ${text.slice(0, 500)}`));
  return parsed(url, text);
}

function parsed(url: string, text: string): PartAnswer {
  try {
    return answerSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(messages.runnerFailed(url, text.slice(0, 100)), { cause });
  }
}
