/** Which responses are refused because it would take too long to examine them. */
import { describe, expect, it } from 'vitest';
import { isTooComplex } from '../../src/client/json-complexity.js';
import { clientFor, failureOf } from './clients.js';
import { addCustomer, getCustomer } from './definitions.js';
import { json, loopback } from './loopback.js';

const many = (count: number, item: (index: number) => unknown): string =>
  JSON.stringify({ data: Array.from({ length: count }, (_, index) => item(index)) });
const MEGABYTES_5 = 5_000_000;

describe('a response', () => {
  it.each([
    ['empty objects', many(150_000, () => ({}))],
    ['nested arrays', many(150_000, () => [0])],
    ['arrays and objects', many(60_000, () => [{}])],
    [
      'one object with many names',
      JSON.stringify({ data: Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`k${index}`, 0])) }),
    ],
    ['objects with names of their own', many(80_000, (index) => ({ [`k${index}`]: 0 }))],
  ])('of %s is too complex', (_, text) => {
    expect(text.length).toBeLessThan(MEGABYTES_5);
    expect(isTooComplex(text)).toBe(true);
  });

  const customer = (index: number) => ({
    id: index,
    firstName: 'Asha',
    identifiers: [{ type: 'email', value: `asha.${index}@example.com` }],
    points: { active: 1_250.5, lifetime: 8_800 },
    note: 'x'.repeat(100),
  });
  it.each([
    ['customers', many(18_000, customer)],
    [
      'customers by their ids',
      JSON.stringify({
        data: Object.fromEntries(Array.from({ length: 18_000 }, (_, index) => [index, customer(index)])),
      }),
    ],
    ['numbers', many(700_000, (index) => index)],
    ['texts', many(400_000, () => 'abcdefgh')],
    ['text with quotes and brackets', many(1, () => '"a":["b":{,'.repeat(9_000))],
    ['few values', '{"data":[{},{}]}'],
  ])('of %s is not, even near the size limit', (_, text) => {
    expect(text.length).toBeLessThan(MEGABYTES_5);
    expect(isTooComplex(text)).toBe(false);
  });

  it('that is too complex is an error, which says how to get less', async () => {
    const { url } = await loopback(json({ data: Array(150_000).fill({}) }));
    const read = await failureOf(clientFor(url).send(getCustomer, { customerId: '1' }));
    expect(read).toMatchObject({ kind: 'upstream', retryable: false });
    expect(read.message).toContain('too many values');
    expect(read.hint).toContain('Ask for less data');
    expect(await failureOf(clientFor(url).send(addCustomer, {}))).toMatchObject({ outcome: 'unknown' });
  });
});
