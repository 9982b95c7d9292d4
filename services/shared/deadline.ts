/** A limit on the wait for a promise. What it waits for goes on; its late result or error is dropped. */
export async function withDeadline<T>(work: Promise<T>, deadlineMs: number, late: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(late()), deadlineMs);
  });
  try {
    return await Promise.race([work, expired]);
  } finally {
    clearTimeout(timer);
    // Once the deadline has passed nobody else listens for its error.
    work.catch(() => undefined);
  }
}
