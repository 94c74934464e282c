/** Replaces src/presentation/listed-tools.ts by its result. */
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import type { ListedTool } from '../../src/presentation/tool-list.js';

const MODULE = fileURLToPath(new URL('../../src/presentation/listed-tools.ts', import.meta.url));

/** @param list - makes the list that the module would export */
export function precomputedListedTools(list: () => readonly ListedTool[]): Plugin {
  return {
    name: 'precomputed-listed-tools',
    load: { filter: { id: MODULE }, handler: () => listedToolsModule(list()) },
  };
}

/**
 * The source of a module that exports `tools` as `listedTools`. Filters look at the facts of every tool, but of the 434
 * tools themselves a server shows about thirty: each is parsed when it is first shown.
 */
export function listedToolsModule(tools: readonly ListedTool[]): string {
  return `
class Listed {
  #json;
  #tool;
  constructor(facts, json) {
    this.facts = facts;
    this.#json = json;
  }
  get tool() {
    this.#tool ??= JSON.parse(this.#json);
    return this.#tool;
  }
}
const facts = JSON.parse(${literal(JSON.stringify(tools.map((tool) => tool.facts)))});
const json = [${tools.map(({ tool }) => literal(JSON.stringify(tool))).join(',\n')}];
export const listedTools = facts.map((each, index) => new Listed(each, json[index]));
`;
}

/** A string literal in single quotes: JSON is full of double ones. */
const literal = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
