/**
 * Waits for work, but no longer than a limit.
 *
 * @returns undefined if the limit is reached first
 * @throws the error of the work, if it fails before the limit
 */
export async function withTimeout<T>(limitMs: number, work: Promise<T>): Promise<{ value: T } | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const timedOut = new Promise<undefined>((resolve) => {
    // Input that arrived while this process was busy is handled before the immediate runs.
    timer = setTimeout(() => setImmediate(resolve, undefined), limitMs);
  });
  try {
    return await Promise.race([work.then((value) => ({ value })), timedOut]);
  } finally {
    clearTimeout(timer);
  }
}
