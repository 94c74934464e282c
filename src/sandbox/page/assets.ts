/** The page at `/`: the world as people look at it. Three files, read when first asked for. */
import { readFile } from 'node:fs/promises';
import { entryOf } from '../arguments.js';

const FILES: Readonly<Record<string, { name: string; type: string }>> = {
  '/': { name: 'index.html', type: 'text/html; charset=utf-8' },
  '/__sandbox/page.css': { name: 'page.css', type: 'text/css; charset=utf-8' },
  '/__sandbox/page.js': { name: 'page.js', type: 'text/javascript; charset=utf-8' },
};

const read = new Map<string, Promise<Buffer>>();

/** A file of the page, with the headers it is sent with. */
export interface PageFile {
  bytes: Buffer;
  headers: Record<string, string>;
}

/** The file at a path; undefined where the page has none. */
export async function pageFile(path: string): Promise<PageFile | undefined> {
  const file = entryOf(FILES, path);
  if (!file) return undefined;
  const bytes = read.get(path) ?? readFile(new URL(`./${file.name}`, import.meta.url));
  read.set(path, bytes);
  return {
    bytes: await bytes,
    headers: {
      'content-type': file.type,
      // What the page shows was written by callers; nothing of it may run.
      'content-security-policy': "default-src 'self'; img-src data:; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-cache',
    },
  };
}
