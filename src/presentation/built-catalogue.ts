/** The catalogue, loaded on demand: the list of tools at start, the definitions with the first call. */
import { lazyAsync } from '../lib/lazy.js';
import type { ToolCatalogue } from './tool-list.js';

/** Memoized, because a dynamic import costs microseconds even if the module is loaded. */
const loadCatalogue = lazyAsync(() => import('../tools/catalogue.js'));

export const catalogue: ToolCatalogue = {
  listed: lazyAsync(async () => (await import('./listed-tools.js')).listedTools),
  find: async (name) => (await loadCatalogue()).findDefinition(name),
  definitions: async () => (await loadCatalogue()).definitions,
};
