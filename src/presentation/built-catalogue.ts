/** The catalogue as the build left it: the list of tools from its file, the definitions loaded with the first call. */
import { readFile } from 'node:fs/promises';
import { once } from '../lib/lazy.js';
import type { Catalogue, ListedTool } from './tool-list.js';

/** A dynamic import costs microseconds even of what is loaded: it is asked for once. */
const loaded = once(() => import('../tools/catalogue.js'));

export const catalogue: Catalogue = {
  listed: once(
    async (): Promise<ListedTool[]> => JSON.parse(await readFile(new URL('../tools.json', import.meta.url), 'utf8')),
  ),
  find: async (name) => (await loaded()).findDefinition(name),
  definitions: async () => (await loaded()).definitions,
};
