/** Waits for a child's first word: `ready`, `failed` with its reason, its end, or silence. */
import type { ChildProcess } from "node:child_process";
import { messages } from "./messages.ts";
import { ProcessError } from "./process-error.ts";
import type { Exit } from "./supervise.ts";

/** What our children say: `ready` when they serve, `failed` with a reason when they can't, and their own. */
export type Message = { readonly type: string } & Readonly<Record<string, unknown>>;

export interface Awaited {
  readonly name: string;
  readonly readyTimeoutMs: number;
  readonly exited: Promise<Exit>;
  /** The end of its output, for the error. */
  readonly tail: () => string;
}

export async function firstWord(child: ChildProcess, awaited: Awaited): Promise<Message> {
  const { name, readyTimeoutMs, exited, tail } = awaited;
  const ended = new AbortController();
  const silence = new Promise<never>((_resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new ProcessError("notReady", messages.notReady(name, readyTimeoutMs, tail())));
    }, readyTimeoutMs);
    ended.signal.addEventListener("abort", () => clearTimeout(timer));
  });
  const end = exited.then(({ code, signal }) => {
    const how = signal ?? `exit code ${code}`;
    throw new ProcessError("endedEarly", messages.endedEarly(name, how, tail()));
  });
  end.catch(alreadyDecided);
  try {
    const word = await Promise.race([wordOf(child), silence, end]);
    if (word.type === "ready") return word;
    throw new ProcessError("refused", messages.refused(name, String(word.reason), tail()), {
      cause: word,
    });
  } finally {
    ended.abort();
  }
}

function wordOf(child: ChildProcess): Promise<Message> {
  return new Promise((resolve) => {
    child.on("message", function listen(message: Message) {
      if (message.type !== "ready" && message.type !== "failed") return;
      child.off("message", listen);
      resolve(message);
    });
  });
}

/** A child that ends after its first word is no news to this module. */
function alreadyDecided(): void {
  return;
}
