/** Waits for something of others that may hang, and goes on without it when the time is over. */

/** @throws Error with the sentence when the time is over; what then becomes of it is nobody's business here */
export async function within<T>(limitMs: number, sentence: string, task: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeOver = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(sentence)), limitMs);
  });
  try {
    return await Promise.race([task(), timeOver]);
  } finally {
    clearTimeout(timer);
  }
}
