/** Asks the Prometheus of the composed system. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Prometheus {
  query(expression: string): Promise<Sample[]>;
  /** Any other page of its API: what it has under `data`. */
  status(page: string): Promise<unknown>;
}

interface QueryData {
  readonly result: readonly { readonly metric: Record<string, string>; readonly value: [number, string] }[];
}

export function prometheusAt(address: string): Prometheus {
  const ask = async (path: string): Promise<unknown> => {
    const answer = await fetch(`${address}/api/v1/${path}`, { signal: AbortSignal.timeout(5_000) });
    const { data, error } = (await answer.json()) as { readonly data?: unknown; readonly error?: string };
    if (!answer.ok) throw new Error(`Prometheus answers ${answer.status}: ${error ?? ""}`);
    return data;
  };
  return {
    query: async (expression) => {
      const { result } = (await ask(`query?query=${encodeURIComponent(expression)}`)) as QueryData;
      return result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }));
    },
    status: (page) => ask(`status/${page}`),
  };
}
