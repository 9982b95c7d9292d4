/** Creates records at the service that owns them, as fast as it takes them, until told to stop. */
import { randomBytes } from "node:crypto";
import { createClient } from "./requests.ts";
import type { Acknowledged } from "./steady-load.ts";

const clients = 10;

export interface Creations {
  readonly acknowledged: readonly Acknowledged[];
  /** Resolves when so many are acknowledged. */
  atLeast(count: number): Promise<void>;
  /** No further one; resolves when the last has been answered or refused. */
  end(): Promise<void>;
}

export function createRecords(owner: string, kind: Acknowledged["kind"]): Creations {
  const client = createClient();
  const run = randomBytes(4).toString("hex");
  const acknowledged: Acknowledged[] = [];
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  const state = { ended: false };
  const work = async (number: number) => {
    for (let turn = 0; !state.ended; turn += 1) {
      const name = `record-${run}-${number}-${turn}`;
      const body = kind === "users" ? { username: name, email: `${name}@example.test` } : { title: name };
      const endpoint = kind === "users" ? "users_create" : "tasks_create";
      const answer = await client.send({ endpoint, url: `${owner}/${kind}`, body });
      if (answer.status !== 201) continue;
      const { id } = answer.body as { readonly id: string | number };
      acknowledged.push({ kind, id: String(id), name, atMs: answer.atMs });
      for (const { count, resolve } of waiting) if (acknowledged.length >= count) resolve();
    }
  };
  const all = Promise.all(Array.from({ length: clients }, (_unused, number) => work(number)));
  return {
    acknowledged,
    atLeast: (count) => new Promise((resolve) => waiting.push({ count, resolve })),
    end: async () => {
      state.ended = true;
      await all;
      await client.close();
    },
  };
}
