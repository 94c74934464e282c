/** A definition as `tools/list` shows it. */
import type { Tool } from '@modelcontextprotocol/server';
import { type Definition, risk } from './tools/define.js';
import { inputJsonSchema } from './tools/input.js';

const FIELDS = { type: 'array', items: { type: 'string' }, description: 'Return only these paths, e.g. data[].id' };

/** Name, title, summary and arguments; annotations follow from the risk. Reads also take `fields`. */
export function listTool(definition: Definition): Tool {
  const { tool, title, summary, idempotent } = definition;
  const schema = inputJsonSchema(definition);
  const kind = risk(definition);
  return {
    name: tool,
    title,
    description: summary,
    inputSchema: kind === 'read' ? { ...schema, properties: { ...schema.properties, fields: FIELDS } } : schema,
    annotations: {
      title,
      readOnlyHint: kind === 'read',
      destructiveHint: kind === 'destructive',
      idempotentHint: kind === 'read' || idempotent,
      openWorldHint: true,
    },
  };
}
