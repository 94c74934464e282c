/** Where the endpoint of each tool is, known without loading its definition. */
import { lazyAsync } from '../lib/lazy.js';
import type { Route } from './built-routes.js';
import type { Definition } from './define.js';
import type { DomainSlug } from './domains.js';
import { allDefinitions, definitionsOf } from './sections.js';

export type { Route } from './built-routes.js';

export const routeOf = ({ tool, method, path, toolset }: Definition): Route => ({
  tool,
  method,
  path,
  domain: toolset,
});

/** The routes of all tools, in the order of the catalogue. */
export const routes = lazyAsync(
  async (): Promise<readonly Route[]> =>
    (await import('./built-routes.js')).builtRoutes ?? (await allDefinitions()).map(routeOf),
);

const domains = lazyAsync(
  async (): Promise<ReadonlyMap<string, DomainSlug>> =>
    new Map((await routes()).map(({ tool, domain }) => [tool, domain])),
);

const loaded = new Map<string, Definition>();

/** The definition of a tool, for which only its domain is loaded; undefined if no tool has this name. */
export async function loadDefinition(tool: string): Promise<Definition | undefined> {
  const known = loaded.get(tool);
  if (known) return known;
  const domain = (await domains()).get(tool);
  const definition = domain && (await definitionsOf(domain)).find((each) => each.tool === tool);
  if (definition) loaded.set(tool, definition);
  return definition;
}
