/** The catalogue, loaded when it is needed: the list of tools at start, the definitions with the first call. */
import { lazyAsync } from '../lib/lazy.js';
import type { ToolCatalogue } from './tool-list.js';

/** A dynamic import costs microseconds even of what is loaded: it is asked for once. */
const loaded = lazyAsync(() => import('../tools/catalogue.js'));

export const catalogue: ToolCatalogue = {
  listed: lazyAsync(async () => (await import('./listed-tools.js')).listedTools),
  find: async (name) => (await loaded()).findDefinition(name),
  definitions: async () => (await loaded()).definitions,
};
