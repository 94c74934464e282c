/**
 * Waits for work, but not longer than a limit.
 *
 * @returns undefined where the limit came first
 * @throws what the work throws before it
 */
export async function withTimeout<T>(limitMs: number, work: Promise<T>): Promise<{ value: T } | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    // What came in while this process was busy is read before the immediate.
    timer = setTimeout(() => setImmediate(resolve, undefined), limitMs);
  });
  try {
    return await Promise.race([work.then((value) => ({ value })), late]);
  } finally {
    clearTimeout(timer);
  }
}
