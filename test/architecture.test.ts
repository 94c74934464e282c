/** The layout that docs/architecture.md promises. Import directions and cycles are checked by `npm run lint`. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { LAYERS, mermaid } from '../scripts/layers.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const entries = (folder: string) => readdirSync(join(root, folder), { withFileTypes: true, recursive: true });

describe('the source tree', () => {
  it('has only its entry point and the server as loose files', () => {
    const loose = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isFile());
    expect(loose.map(({ name }) => name).sort()).toEqual(['cli.ts', 'server.ts']);
  });

  it('has a layer for every folder, and no layer without one', () => {
    const top = readdirSync(join(root, 'src')).map((name) => basename(name, '.ts'));
    expect(top.sort()).toEqual(Object.keys(LAYERS).sort());
  });

  it('has no file beside a folder of the same name', () => {
    const found = entries('src');
    const folders = new Set(
      found.filter((entry) => entry.isDirectory()).map(({ parentPath, name }) => join(parentPath, name)),
    );
    const files = found.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
    expect(files.filter((file) => folders.has(file.replace(/\.[^./]+$/, '')))).toEqual([]);
  });

  it('is drawn in docs/architecture.md as the lint checks it', () => {
    expect(readFileSync(join(root, 'docs/architecture.md'), 'utf8')).toContain(mermaid());
  });
});
