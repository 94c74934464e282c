/** The page at `/`: the world as people look at it. */
import { entryOf } from '../http/arguments.js';
import html from './index.html?raw';
import css from './page.css?raw';
import script from './page.js?raw';

const FILES: Readonly<Record<string, { text: string; type: string }>> = {
  '/': { text: html, type: 'text/html; charset=utf-8' },
  '/__sandbox/page.css': { text: css, type: 'text/css; charset=utf-8' },
  '/__sandbox/page.js': { text: script, type: 'text/javascript; charset=utf-8' },
};

/** A file of the page, with the headers it is sent with. */
export interface PageFile {
  bytes: Buffer;
  headers: Record<string, string>;
}

/** The file at a path; undefined where the page has none. */
export function pageFile(path: string): PageFile | undefined {
  const file = entryOf(FILES, path);
  if (!file) return undefined;
  return {
    bytes: Buffer.from(file.text),
    headers: {
      'content-type': file.type,
      // What the page shows was written by callers; nothing of it may run.
      'content-security-policy': "default-src 'self'; img-src data:; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-cache',
    },
  };
}
