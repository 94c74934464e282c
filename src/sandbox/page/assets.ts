/** The page at `/`: the world as people look at it. */
import { lazyAsync } from '../../lib/lazy.js';

/** A file of the page, with the headers it is sent with. */
interface PageFile {
  readonly bytes: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** Read when somebody opens the page. */
export const pageFile = lazyAsync(async (): Promise<PageFile> => {
  const { sandboxPage } = await import('../../apps/pages.js');
  const { html, policy } = await sandboxPage();
  return {
    bytes: Buffer.from(html),
    headers: {
      'content-type': 'text/html; charset=utf-8',
      // What the page shows was written by callers; nothing of it may run.
      'content-security-policy': `${policy}; frame-ancestors 'none'`,
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-cache',
    },
  };
});
