/** A success status alone is no success: something in the response must confirm it. */
import { readFileSync } from 'node:fs';
import { LosslessNumber } from 'lossless-json';
import { describe, expect, it } from 'vitest';
import { judge } from '../../src/client/judge.js';
import { isObject } from '../../src/lib/json.js';
import { definitions } from '../../src/tools/catalogue.js';
import { type Definition, risk } from '../../src/tools/define.js';
import { failure, read, readInTouch, succeeds, tool, write, writeInTouch } from './judging.js';

/** The shape of each documented response; the leaves are names of types. */
const documented: Record<string, { response: unknown }> = JSON.parse(
  readFileSync(new URL('../fixtures/answers.json', import.meta.url), 'utf8'),
);

const documentedResponse = ({ tool: name }: Definition): unknown =>
  withoutErrors((documented[name] ?? documented[name.replace(/_v1$/, '_v1_1')])?.response);

/** Some shapes list the errors that a response may have. */
function withoutErrors(shape: unknown): unknown {
  if (Array.isArray(shape)) return shape.map(withoutErrors);
  if (!isObject(shape)) return shape;
  return Object.fromEntries(
    Object.entries(shape).map(([key, value]) => [key, /^errors?$/.test(key) ? null : withoutErrors(value)]),
  );
}

/** What gateways, proxies and failing servers send with HTTP 200, and nothing. */
const CONFIRMS_NOTHING: readonly (readonly [string, unknown])[] = [
  ['an empty response', undefined],
  ['null', null],
  ['an empty object', {}],
  ['a text', 'OK'],
  ['a number', 200],
  ['true', true],
  ['a long number', new LosslessNumber('9007199254740993')],
  ['a list of nulls', [null]],
  ['an error', { error: { code: 'E1', message: 'No healthy backend' } }],
  ['an error as text', { error: 'Service unavailable' }],
  ['an error page', { timestamp: 1, status: 500, error: 'Internal Server Error', path: '/v2/x' }],
  ['an OAuth error', { error: 'invalid_token', error_description: 'Expired' }],
  ['a fault', { fault: { code: 900902, message: 'Missing credentials' } }],
  ['a fault with a text', { fault: { faultstring: 'Rate limit', detail: { errorcode: 'policies.ratelimit' } } }],
  ['a message', { message: 'Endpoint request timed out' }],
  ['an empty envelope', { response: {} }],
  ['an envelope with an empty status', { response: { status: {} } }],
  ['an envelope with a null', { response: { status: null } }],
  ['a null result', { data: null, entity: null, createdId: null, id: null }],
  ['no warning', { warnings: null, errors: null }],
];

describe.each(CONFIRMS_NOTHING)('HTTP 200 with %s', (_, body) => {
  it('confirms no write', () => {
    for (const definition of definitions.filter((each) => risk(each) !== 'read')) {
      expect(failure(definition, 200, body), definition.tool).toMatchObject({
        kind: 'invalid_response',
        outcome: 'unknown',
        retryable: false,
        httpStatus: 200,
      });
    }
  });

  it('answers no read, which may be tried again', () => {
    for (const definition of definitions.filter((each) => risk(each) === 'read')) {
      const error = failure(definition, 200, body);
      expect(error, definition.tool).toMatchObject({ kind: 'invalid_response', retryable: true, httpStatus: 200 });
      expect(error.outcome, definition.tool).toBeUndefined();
    }
  });
});

describe('a documented response', () => {
  const withResponse = definitions.filter((definition) => documentedResponse(definition) !== undefined);

  it('is known for every endpoint of the inventory', () => {
    expect(withResponse.filter(({ inInventory }) => inInventory)).toHaveLength(
      definitions.filter(({ inInventory }) => inInventory).length,
    );
  });

  it('confirms the success of its endpoint', () => {
    for (const definition of withResponse) {
      const body = documentedResponse(definition);
      expect(() => judge(definition, 200, body), definition.tool).not.toThrow();
    }
  });
});

describe('a confirmation', () => {
  it('can be a negative or an empty answer', () => {
    succeeds(tool('otp_validate'), 200, { entity: false });
    succeeds(tool('referral_validate_code'), 200, { valid: false });
    succeeds(read, 200, { data: [] });
    succeeds(read, 200, []);
  });

  it('of a write is no empty list', () => {
    expect(failure(write, 200, []).outcome).toBe('unknown');
    succeeds(write, 200, [{ entity: { id: 1 } }]);
  });

  it('is a list of warnings only where the API documents that it returns nothing else', () => {
    for (const name of ['user_group_delete', 'event_add_definition', 'event_update_definition']) {
      succeeds(tool(name), 200, { warnings: [] });
    }
    expect(failure(write, 200, { warnings: [] }).outcome).toBe('unknown');
  });

  it("in InTouch's envelope is the status, with or without the outer key", () => {
    const status = { success: 'true', code: '200', message: 'SUCCESS' };
    for (const definition of [readInTouch, writeInTouch]) {
      succeeds(definition, 200, { response: { status } });
      succeeds(definition, 200, { status });
    }
    expect(failure(writeInTouch, 200, { response: { customers: {} } }).outcome).toBe('unknown');
    expect(failure(writeInTouch, 200, { entity: 1 }).outcome).toBe('unknown');
  });
});

describe('the error', () => {
  it('quotes the reason in the response', () => {
    const error = failure(read, 200, { fault: { code: 900902, message: 'Missing credentials' } });
    expect(error.message).toContain('Missing credentials');
    expect(error.code).toBe(900902);
    expect(failure(read, 200, { error: 'Service unavailable' }).message).toContain('Service unavailable');
    expect(failure(read, 200, { fault: { faultstring: 'Rate limit' } }).message).toContain('Rate limit');
  });

  it('tells the caller of a write not to repeat it', () => {
    expect(failure(write, 200, {}).hint).toContain('Do not repeat the call yet');
    expect(failure(read, 200, {}).hint).toContain('Try again');
  });
});
