/** The examples of arguments that find_tools shows. The conformance run calls the sandbox with them. */
import { expect, it } from 'vitest';
import { definitions, findDefinition } from '../../src/tools/catalogue.js';
import { exampleOf } from '../../src/tools/examples.js';
import file from '../../src/tools/examples.json' with { type: 'json' };
import { inputSchema } from '../../src/tools/input.js';

/** Of the example as JSON; the largest body of the catalogue needs so many. */
const MAX_LENGTH = 750;

it('exist for every tool with a body, are valid and short', async () => {
  for (const definition of definitions) {
    const example = await exampleOf(definition);
    if (definition.body) expect(example, definition.tool).toHaveProperty('body');
    if (!example) continue;
    const invalid = inputSchema(definition).safeParse(example).error?.issues ?? [];
    expect(invalid, definition.tool).toEqual([]);
    expect(JSON.stringify(example).length, definition.tool).toBeLessThanOrEqual(MAX_LENGTH);
  }
});

it('belong to a tool each, which has no other', () => {
  for (const tool of Object.keys(file)) {
    const definition = findDefinition(tool);
    expect(definition?.tool).toBe(tool);
    expect(definition?.example, tool).toBeUndefined();
  }
});
