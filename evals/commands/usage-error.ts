/** What a user did wrong, in words that say how to do it right. */
export class UsageError extends Error {
  override name = 'UsageError';
}
