import { describe, expect, it } from 'vitest';
import { routesModule } from '../../scripts/build/routes.js';
import { definitions, findDefinition } from '../../src/tools/catalogue.js';
import { DOMAINS } from '../../src/tools/domains.js';
import { loadDefinition, routeOf, routes } from '../../src/tools/routes.js';
import { definitionsOf } from '../../src/tools/sections.js';

describe('domains', () => {
  it.each(Object.values(DOMAINS))('%s has the definitions that say so, and no others', async (slug) => {
    const own = definitions.filter(({ toolset }) => toolset === slug);
    expect(await definitionsOf(slug)).toEqual(own);
    expect(own.length).toBeGreaterThan(0);
  });
});

describe('routes', () => {
  it('are those of all definitions, in their order', async () => {
    expect(await routes()).toEqual(definitions.map(routeOf));
  });

  it('are the same in the module that the build writes', async () => {
    const source = routesModule(definitions);
    const { builtRoutes } = await import(`data:text/javascript,${encodeURIComponent(source)}`);
    expect(builtRoutes).toEqual(definitions.map(routeOf));
  });

  it('find a definition by the name of its tool', async () => {
    for (const { tool } of definitions) expect(await loadDefinition(tool)).toBe(findDefinition(tool));
    expect(await loadDefinition('nothing')).toBeUndefined();
    expect(await loadDefinition('constructor')).toBeUndefined();
  });
});
