/** Posts a message to a webhook. Redirects are not followed: they would carry the message elsewhere. */
import { NotifyError } from "./notify-error.ts";

const DEADLINE_MS = 10_000;

export interface Webhook {
  /** The environment variable that its address came from, for messages. */
  readonly variable: string;
  readonly url: string;
}

/** @throws NotifyError without a word of the address */
export async function postWebhook({ variable, url }: Webhook, message: object): Promise<void> {
  const address = URL.canParse(url) ? new URL(url) : null;
  if (address === null || !/^https?:$/.test(address.protocol)) throw NotifyError.noAddress(variable);
  const answer = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(message),
    redirect: "manual",
    signal: AbortSignal.timeout(DEADLINE_MS),
  }).catch((error: unknown) => {
    throw NotifyError.notDelivered(variable, `no answer (${reasonOf(error)})`);
  });
  await answer.body?.cancel();
  if (!answer.ok) throw NotifyError.notDelivered(variable, String(answer.status));
}

/** A code or a name alone: messages of the network hold the host. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const { code } = (error.cause ?? {}) as NodeJS.ErrnoException;
  return code ?? error.name;
}
