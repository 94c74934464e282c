/** Replaces the module of where endpoints are with its result. */
import { fileURLToPath } from 'node:url';
import { normalizePath, type Plugin } from 'vite';
import type { Definition } from '../../src/tools/define.js';
import { routeOf } from '../../src/tools/routes.js';

const BUILT = normalizePath(fileURLToPath(new URL('../../src/tools/built-routes.ts', import.meta.url)));

/** @param listDefinitions - gives all definitions */
export function precomputedRoutes(listDefinitions: () => readonly Definition[]): Plugin {
  return {
    name: 'precomputed-routes',
    load: { filter: { id: BUILT }, handler: () => routesModule(listDefinitions()) },
  };
}

/** The source of a module that exports the routes of the definitions as `builtRoutes`. */
export function routesModule(definitions: readonly Definition[]): string {
  const rows: Record<string, [tool: string, method: string, path: string][]> = {};
  for (const { tool, method, path, domain } of definitions.map(routeOf)) {
    rows[domain] ??= [];
    rows[domain].push([tool, method, path]);
  }
  return `
const rows = ${JSON.stringify(rows)};
export const builtRoutes = Object.entries(rows).flatMap(([domain, routes]) =>
  routes.map(([tool, method, path]) => ({ tool, method, path, domain })));
`;
}
