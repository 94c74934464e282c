/** Calls in the forms that tills and e-commerce connectors send, with invented values. Each passes the checks. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { checkArguments } from '../../src/call/arguments.js';
import { findDefinition } from '../../src/tools/catalogue.js';

const calls: { tool: string; args: Record<string, unknown> }[] = JSON.parse(
  readFileSync(new URL('../fixtures/integration-calls.json', import.meta.url), 'utf8'),
);

it.each(calls.map(({ tool, args }, index) => [index + 1, tool, args] as const))('%i: %s', (_, tool, args) => {
  const definition = findDefinition(tool);
  if (!definition) throw new Error(`no tool ${tool}`);
  expect(() => checkArguments(definition, args)).not.toThrow();
});
