/** Judges responses, for the tests of each layer's envelope. */
import { expect } from 'vitest';
import { CapillaryError } from '../../src/client/errors.js';
import { judge } from '../../src/client/judge.js';
import { findDefinition } from '../../src/tools/catalogue.js';
import type { Definition } from '../../src/tools/define.js';

/** The definition of a tool. */
export function tool(name: string): Definition {
  const definition = findDefinition(name);
  if (!definition) throw new Error(`no tool ${name}`);
  return definition;
}

/** Endpoints whose responses have no special cases beyond those of their section and layer. */
export const read = tool('customer_get_id');
export const write = tool('customer_add');
export const readInTouch = tool('customer_get_v1_1');
export const writeInTouch = tool('customer_add_v1_1');

export function failure(definition: Definition, status: number, body: unknown): CapillaryError {
  try {
    judge(definition, status, body);
  } catch (thrown) {
    if (thrown instanceof CapillaryError) return thrown;
    throw thrown;
  }
  throw new Error('expected a failure, got a success');
}

export const succeeds = (definition: Definition, status: number, body: unknown) => {
  expect(judge(definition, status, body).data).toBe(body);
};
