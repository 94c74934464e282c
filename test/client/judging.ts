/** Judges answers, for the tests of each layer's envelope. */
import { expect } from 'vitest';
import { judge } from '../../src/client/judge.js';
import { CapillaryError } from '../../src/client/errors.js';
import type { Definition } from '../../src/tools/define.js';
import { define, defineInTouch } from './definitions.js';

const versioned = (path: string) => (/^v\d/.test(path) ? {} : { version: 'v1' as const });
export const read = (path = 'v2/customers/lookup', section?: string) => define('get', path, versioned(path), section);
export const write = (path = 'v2/customers', section?: string) =>
  define('post', path, { ...versioned(path), effect: 'create' }, section);
export const readInTouch = (path = 'customer/get', section?: string) => defineInTouch('get', path, {}, section);
export const writeInTouch = (path = 'customer/add', section?: string) =>
  defineInTouch('post', path, { effect: 'create' }, section);

export function failure(definition: Definition, status: number, body: unknown): CapillaryError {
  try {
    judge(definition, status, body);
  } catch (thrown) {
    if (thrown instanceof CapillaryError) return thrown;
    throw thrown;
  }
  throw new Error('was taken for a success');
}

export const succeeds = (definition: Definition, status: number, body: unknown) => {
  expect(judge(definition, status, body).data).toBe(body);
};
