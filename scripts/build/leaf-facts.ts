/** Replaces the module of what the schemas of definitions say with its result. */
import { fileURLToPath } from 'node:url';
import { normalizePath, type Plugin } from 'vite';
import type { Definition } from '../../src/tools/define.js';
import { findLeafFacts } from '../../src/tools/leaf-facts.js';

const BUILT = normalizePath(fileURLToPath(new URL('../../src/tools/built-leaf-facts.ts', import.meta.url)));

/** @param listDefinitions - gives all definitions */
export function precomputedLeafFacts(listDefinitions: () => readonly Definition[]): Plugin {
  return {
    name: 'precomputed-leaf-facts',
    load: { filter: { id: BUILT }, handler: () => leafFactsModule(listDefinitions()) },
  };
}

/** The source of a module that exports what the schemas of the definitions say as `builtLeafFacts`. */
export function leafFactsModule(definitions: readonly Definition[]): string {
  const entries = definitions
    .map((definition) => [definition.tool, findLeafFacts(definition)] as const)
    .filter(([, facts]) => Object.values(facts).some((each) => Object.keys(each).length > 0));
  return `export const builtLeafFacts = new Map(${JSON.stringify(entries)});\n`;
}
