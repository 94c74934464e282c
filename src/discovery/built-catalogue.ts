/** The catalogue, loaded on demand: lists of tools at start, the definitions with the first call. */
import { lazyAsync } from '../lib/lazy.js';
import type { ToolCatalogue } from '../presentation/tool-list.js';

/** Memoized, because a dynamic import costs microseconds even if the module is loaded. */
const loadCatalogue = lazyAsync(() => import('../tools/catalogue.js'));

export const catalogue: ToolCatalogue = {
  listed: lazyAsync(async () => (await import('../presentation/listed-tools.js')).listedTools),
  listedByDefault: lazyAsync(async () => (await import('./default-list.js')).defaultList),
  find: async (name) => (await loadCatalogue()).findDefinition(name),
  definitions: async () => (await loadCatalogue()).definitions,
};
