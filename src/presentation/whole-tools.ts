/** Every tool with its whole schema. Each schema is made when its tool is first listed: all of them take long. */
import type { Tool } from '@modelcontextprotocol/server';
import { definitions } from '../tools/catalogue.js';
import type { Definition } from '../tools/define.js';
import { overviews } from '../tools/overviews/overviews.js';
import { factsOf, type ListedTool, type ToolFacts, toMcpTool } from './tool-list.js';

class WholeTool implements ListedTool {
  readonly facts: ToolFacts;
  readonly #definition: Definition;
  #tool: Tool | undefined;

  constructor(definition: Definition) {
    this.facts = factsOf(definition);
    this.#definition = definition;
  }

  get tool(): Tool {
    this.#tool ??= toMcpTool(this.#definition, 'whole');
    return this.#tool;
  }
}

export const wholeTools: readonly ListedTool[] = [...definitions, ...overviews].map(
  (definition) => new WholeTool(definition),
);
