/** Replaces the modules that list tools with their results. */
import { fileURLToPath } from 'node:url';
import type { Tool } from '@modelcontextprotocol/server';
import { normalizePath, type Plugin } from 'vite';
import type { ListedTool } from '../../src/presentation/tool-list.js';

const sourceFile = (path: string): string =>
  normalizePath(fileURLToPath(new URL(`../../src/${path}`, import.meta.url)));
const LISTED_TOOLS = sourceFile('presentation/listed-tools.ts');
const DEFAULT_LIST = sourceFile('discovery/default-list.ts');

/** @param createList - makes the list that the module would export */
export function precomputedListedTools(createList: () => readonly ListedTool[]): Plugin {
  return {
    name: 'precomputed-listed-tools',
    load: { filter: { id: LISTED_TOOLS }, handler: () => listedToolsModule(createList()) },
  };
}

/** @param createList - makes the list that the module would export */
export function precomputedDefaultList(createList: () => readonly Tool[]): Plugin {
  return {
    name: 'precomputed-default-list',
    load: { filter: { id: DEFAULT_LIST }, handler: () => defaultListModule(createList()) },
  };
}

/** The source of a module that exports `tools` as `defaultList`. */
export const defaultListModule = (tools: readonly Tool[]): string =>
  `export const defaultList = JSON.parse(${literal(JSON.stringify(tools))});\n`;

/**
 * The source of a module that exports `tools` as `listedTools`. Filters look at the facts of all 434 tools, but a server
 * lists only about thirty of them. Each tool is therefore parsed when it is first listed.
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

/** A string literal in single quotes, because JSON is full of double quotes. */
const literal = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
