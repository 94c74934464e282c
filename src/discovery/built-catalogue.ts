/** The catalogue, loaded on demand: lists of tools at start, the definition of a tool with its first call. */
import { lazyAsync } from '../lib/lazy.js';
import type { ListedSchemas, ToolCatalogue } from '../presentation/tool-list.js';
import type { Definition } from '../tools/define.js';
import { loadDefinition } from '../tools/routes.js';
import { allDefinitions } from '../tools/sections.js';
import { createList } from './list.js';
import { createSelection } from './selection.js';

const loadOverviews = lazyAsync(async () => (await import('../tools/overviews/overviews.js')).overviews);

/** An endpoint, or else an overview. */
async function find(name: string): Promise<Definition | undefined> {
  return (await loadDefinition(name)) ?? (await loadOverviews()).find(({ tool }) => tool === name);
}

export const catalogue: ToolCatalogue = {
  listed: lazyAsync(async () => (await import('../presentation/listed-tools.js')).listedTools),
  listedByDefault: lazyAsync(async () => (await import('./default-list.js')).defaultList),
  find,
  definitions: lazyAsync(async () => [...(await allDefinitions()), ...(await loadOverviews())]),
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
