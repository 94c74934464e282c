/** The catalogue as the build left it: the list of tools from its file, the definitions loaded with the first call. */
import { readFile } from 'node:fs/promises';
import type { Catalogue } from './discovery/toolbox.js';
import type { ListedTool } from './listing.js';
import { once } from './once.js';

export const catalogue: Catalogue = {
  listed: once(
    async (): Promise<ListedTool[]> => JSON.parse(await readFile(new URL('tools.json', import.meta.url), 'utf8')),
  ),
  find: async (name) => (await import('./tools/catalogue.js')).findDefinition(name),
  definitions: async () => (await import('./tools/catalogue.js')).definitions,
};
