/** The rules of the fuzz run find what they are for. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { define } from '../client/definitions.js';
import { checkAnswer, checkRequest, spellingsOf } from './rules.js';
import type { Received } from './upstream.js';

const update = define('put', 'v2/customers/{customerId}', {
  path: () => ({ customerId: z.string() }),
  query: () => ({ source: z.string() }),
  headers: () => ({ 'X-Till': z.string() }),
  body: () => z.object({ name: z.string() }),
  effect: 'update',
});
const args = { customerId: 'a/b?c', source: 'IN STORE', 'X-Till': 'till 1', body: { name: '"' } };
const proper: Received = {
  host: 'api',
  method: 'PUT',
  target: '/v2/customers/a%2Fb%3Fc?source=IN%20STORE',
  rawHeaders: ['Host', 'x', 'X-Till', 'till 1', 'content-type', 'application/json'],
  body: Buffer.from('{"name":"\\""}'),
};

describe('a request', () => {
  it('within its template passes', () => {
    expect(checkRequest(update, args, proper)).toEqual([]);
  });

  it.each<[string, Partial<Received>, RegExp]>([
    ['to another host', { host: 'intouch' }, /host/],
    ['with another method', { method: 'POST' }, /sent as POST/],
    ['with another number of segments', { target: '/v2/customers/a/b%3Fc?source=IN%20STORE' }, /number of segments/],
    ['with another literal segment', { target: '/v2/x/a%2Fb%3Fc?source=IN%20STORE' }, /segment 'customers'/],
    ['with another value in its path', { target: '/v2/customers/a%252Fb%3Fc' }, /segment '\{customerId\}'/],
    ['with a query key that was not passed', { target: `${proper.target}&admin=1` }, /query key that was not passed/],
    ['with a query key twice', { target: `${proper.target}&source=IN%20STORE` }, /occurs twice/],
    ['with another query value', { target: '/v2/customers/a%2Fb%3Fc?source=x' }, /query value/],
    ['with an injected header', { rawHeaders: [...proper.rawHeaders, 'X-Injected', '1'] }, /header x-injected/],
    ['with a header twice', { rawHeaders: [...proper.rawHeaders, 'HOST', 'x'] }, /header host occurs twice/],
    ['with another header value', { rawHeaders: ['X-Till', '2', 'content-type', 'application/json'] }, /header x-till/],
    ['with another body', { body: Buffer.from('{"name":"x"}') }, /body that is not what was passed/],
    ['with another type of body', { rawHeaders: ['content-type', 'text/plain'] }, /body as text/],
  ])('%s does not', (_, changed, expected) => {
    expect(checkRequest(update, args, { ...proper, ...changed }).join()).toMatch(expected);
  });
});

describe('an answer', () => {
  const check = (text: string, isError = false): string[] =>
    checkAnswer(
      JSON.stringify({ result: { content: [{ type: 'text', text }], isError } }),
      spellingsOf('se/cret'),
      100,
    );

  it('without anything wrong passes', () => {
    expect(check('{"data":1}')).toEqual([]);
    expect(check('{"error":{"kind":"rejected"}}', true)).toEqual([]);
  });

  it.each([
    ['a secret', '{"data":"se/cret"}', /secret/],
    ['a secret with escaped slashes', '{"data":"se\\/cret"}', /secret/],
    ['a secret in base64', `{"data":"${Buffer.from('se/cret').toString('base64')}"}`, /secret/],
    ['a stack', '{"data":"Error\\n    at send (client.js:7:1)"}', /stack/],
    ['too much', JSON.stringify('x'.repeat(99)), /answer of 101 characters/],
    ['too much once encoded', '"'.repeat(60), /answer of 1\d\d characters/],
  ])('with %s does not', (_, text, expected) => {
    expect(check(text).join()).toMatch(expected);
  });

  it('that is an error in another form does not', () => {
    expect(check('failed', true)).toEqual(['error that is not JSON']);
  });
});
