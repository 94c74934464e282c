/** The catalogue, loaded on demand: lists of tools at start, the definition of a tool with its first call. */
import { lazyAsync } from '../lib/lazy.js';
import type { ListedSchemas, ToolCatalogue } from '../presentation/tool-list.js';
import { loadDefinition } from '../tools/routes.js';
import { allDefinitions } from '../tools/sections.js';
import { createList } from './list.js';
import { createSelection } from './selection.js';

export const catalogue: ToolCatalogue = {
  listed: lazyAsync(async () => (await import('../presentation/listed-tools.js')).listedTools),
  listedByDefault: lazyAsync(async () => (await import('./default-list.js')).defaultList),
  find: loadDefinition,
  definitions: lazyAsync(allDefinitions),
};

const withWholeSchemas: ToolCatalogue = {
  ...catalogue,
  listed: lazyAsync(async () => (await import('../presentation/whole-tools.js')).wholeTools),
  listedByDefault: lazyAsync(async () =>
    createList(
      createSelection({}, (filter) => filter),
      await withWholeSchemas.listed(),
    ),
  ),
};

/** The catalogue whose lists show as much of the tools' arguments as is set. */
export const catalogueWith = (schemas: ListedSchemas): ToolCatalogue =>
  schemas === 'whole' ? withWholeSchemas : catalogue;
