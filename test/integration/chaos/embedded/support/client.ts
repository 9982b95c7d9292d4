/** A client that knows nothing of faults: each request on a connection of its own. */
import { request } from "node:http";
import { connect } from "node:net";

export interface Answered {
  readonly status: number;
  readonly ms: number;
}

/** Rejects with the error of the connection; `code` is "ETIMEDOUT" where no answer came in time. */
export function ask(url: string, timeoutMs = 10_000): Promise<Answered> {
  const startedMs = performance.now();
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent: false }, (response) => {
      response.resume();
      response.once("error", reject);
      response.once("end", () =>
        resolve({ status: response.statusCode ?? 0, ms: performance.now() - startedMs }),
      );
    });
    const timer = setTimeout(
      () => sent.destroy(Object.assign(new Error("silence"), { code: "ETIMEDOUT" })),
      timeoutMs,
    );
    sent.once("close", () => clearTimeout(timer));
    sent.once("error", reject);
    sent.end();
  });
}

/** What became of a request: its status, or the code of its error. */
export async function outcomeOf(url: string, timeoutMs?: number): Promise<number | string> {
  try {
    return (await ask(url, timeoutMs)).status;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code ?? message;
  }
}

/** Whether a connection is accepted, or the code of the error. */
export function connecting(host: string, port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const answer = (what: string) => {
      socket.destroy();
      resolve(what);
    };
    socket.once("connect", () => answer("accepted"));
    socket.once("error", (error: NodeJS.ErrnoException) => answer(String(error.code)));
  });
}
