/** A toolbox for hosts that write code: its tools have output schemas, and its results are objects that fit them. */
import type { Tool } from '@modelcontextprotocol/server';
import { toStructuredResult } from '../call/structured-result.js';
import { lazyAsync } from '../lib/lazy.js';
import type { ListedSchemas, ToolCatalogue } from '../presentation/tool-list.js';
import { TEXT } from '../tools/result-members.js';
import { CALLERS, FIND_TOOLS } from './meta-tools.js';
import type { Toolbox } from './toolbox.js';

export interface StructuredToolboxOptions {
  catalogue: Pick<ToolCatalogue, 'find'>;
  schemas: ListedSchemas;
  /** Maximum length of a result in both of its forms together, in characters of JSON. */
  maxCharacters: number;
}

/** @param toolbox - gives its results room for both forms, as `roomInBothForms` says */
export function withOutputSchemas(toolbox: Toolbox, options: StructuredToolboxOptions): Toolbox {
  const lists = new WeakMap<readonly Tool[], Promise<readonly Tool[]>>();
  return {
    list: async (selection) => {
      const tools = await toolbox.list(selection);
      const known = lists.get(tools);
      if (known) return known;
      const list = Promise.all(
        tools.map(async (tool) => ({ ...tool, outputSchema: await outputSchemaOf(tool.name, options) })),
      );
      lists.set(tools, list);
      return list;
    },
    call: async (...call) => toStructuredResult(await toolbox.call(...call), options.maxCharacters),
  };
}

/** Loaded with the first list, because most servers need no output schemas. */
const loadSchemas = lazyAsync(() => import('../presentation/output-schema.js'));

async function outputSchemaOf(
  name: string,
  { catalogue, schemas }: StructuredToolboxOptions,
): Promise<NonNullable<Tool['outputSchema']>> {
  const { outputSchema, withNotes } = await loadSchemas();
  const definition = await catalogue.find(name);
  if (definition) return outputSchema(definition, schemas);
  switch (name) {
    case FIND_TOOLS:
      return withNotes({ [TEXT]: { type: 'string' } });
    case CALLERS.read:
      return { ...withNotes({}), description: 'That of the tool; with calls, items: {call, result or error}[]' };
    default:
      return withNotes({});
  }
}
