/**
 * Requests as integrations send them, with invented values: tills of a fuel company, an airline programme, e-commerce
 * connectors, CRM middlewares. Each is accepted, and what is sent is what the caller gave.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkArguments } from '../../src/call/arguments.js';
import type { ArgumentProblem } from '../../src/call/problems.js';
import { CapillaryError } from '../../src/client/errors.js';
import { type ApiRequest, buildRequest } from '../../src/client/request.js';
import { findDefinition } from '../../src/tools/catalogue.js';
import type { Definition } from '../../src/tools/define.js';

type Args = Record<string, unknown>;

const fixture = (name: string) =>
  JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8'));

const requests: { caller: string; tool: string; args: Args }[] = fixture('accepted-requests');
const integrationCalls: { tool: string; args: Args }[] = fixture('integration-calls');
const gatewayCalls: { tool: string; args: Args }[] = fixture('gateway-calls');
const examples: Record<string, unknown> = fixture('body-examples');

function definitionOf(tool: string): Definition {
  const definition = findDefinition(tool);
  if (!definition) throw new Error(`no tool ${tool}`);
  return definition;
}

describe('a request of an integration', () => {
  it.each(requests.map(({ caller, tool, args }, index) => [index + 1, caller, tool, args] as const))(
    '%i of %s is accepted and sent as given: %s',
    async (_, __, tool, args) => {
      const definition = definitionOf(tool);
      expect(() => checkArguments(definition, args)).not.toThrow();
      expectSentAsGiven(definition, args, await buildRequest(definition, args));
    },
  );

  it('is sent as given in the other collections, too', async () => {
    for (const { tool, args } of [...integrationCalls, ...gatewayCalls]) {
      const definition = definitionOf(tool);
      expectSentAsGiven(definition, args, await buildRequest(definition, args));
    }
  });

  it('has a note only if a name is not documented', () => {
    const notes = requests.map(({ tool, args }) => checkArguments(definitionOf(tool), args));
    expect({ accepted: requests.length, withNote: notes.filter((each) => each.length > 0).length }).toEqual({
      accepted: 175,
      withNote: 55,
    });
    for (const note of notes.flat()) expect(note).toMatch(/^Not documented for \w+, but sent anyway/);
  });
});

/** The path, query, headers and body have the caller's names and values; a body keeps their order, too. */
function expectSentAsGiven(definition: Definition, args: Args, request: ApiRequest): void {
  const { body, ...others } = args;
  const headers: Record<string, unknown> = {};
  const query: Record<string, string> = {};
  const headerNames = new Map(Object.keys(definition.headers()).map((name) => [name.toLowerCase(), name]));
  for (const [name, value] of Object.entries(others)) {
    if (value === null || definition.path.includes(`{${name}}`)) continue;
    const header = headerNames.get(name.toLowerCase());
    if (header === undefined) query[name] = String(value);
    else headers[header] = String(value);
  }
  const path = definition.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(args[name])));
  expect(request.path).toBe(`/${path}`);
  expect(Object.fromEntries(new URLSearchParams(request.query))).toEqual(query);
  const { 'content-type': contentType, ...sentHeaders } = request.headers;
  expect(sentHeaders).toEqual(headers);
  expect(contentType).toBe(body === undefined ? undefined : 'application/json');
  expect(request.body).toBe(body === undefined ? null : JSON.stringify(body));
}

/** Ways in which senders write the same values: serializers of other languages, and converters from XML. */
const STYLES: Record<string, (value: unknown) => unknown> = {
  'numbers as text': (value) => (typeof value === 'number' ? String(value) : value),
  'numbers as text with decimals': (value) => (typeof value === 'number' ? value.toFixed(2) : value),
  'digits as numbers': (value) => (typeof value === 'string' && /^[1-9]\d{0,14}$/.test(value) ? Number(value) : value),
  'booleans as text': (value) => (typeof value === 'boolean' ? String(value) : value),
  'booleans as titles': (value) => (typeof value === 'boolean' ? (value ? 'True' : 'False') : value),
  'booleans as 1 and 0': (value) => (typeof value === 'boolean' ? Number(value) : value),
  'lists of one as the element': (value) => (Array.isArray(value) && value.length === 1 ? value[0] : value),
};

function inStyle(value: unknown, style: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return style(value.map((each) => inStyle(each, style)));
  if (typeof value !== 'object' || value === null) return style(value);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inStyle(each, style)]));
}

describe('the documented example of a body', () => {
  it.each(Object.entries(STYLES))('is accepted with %s', (_, style) => {
    const refused = Object.entries(examples).flatMap(([tool, body]) =>
      problemsOf(tool, { body: inStyle(body, style) }).filter(({ argument }) => argument.startsWith('body')),
    );
    expect(refused).toEqual([]);
  });
});

describe('a mistake', () => {
  it.each<[string, string, Args, Partial<ArgumentProblem>]>([
    ['a misspelt argument', 'customer_get_v1_1', { mobilee: '919800000001' }, { nearest: 'mobile' }],
    ['a misspelt key', 'customer_add', { body: { profiles: [], loyaltyInof: {} } }, { nearest: 'loyaltyInfo' }],
    ['a body key beside the body', 'customer_add', { profiles: [], body: {} }, { nearest: 'body.profiles' }],
    ['a body as text', 'customer_add', { body: '{"profiles":[]}' }, { argument: 'body' }],
    ['text for an object', 'coupon_redeem', { body: { user: 'asha' } }, { argument: 'body.user' }],
    ['a word for a number', 'points_check_redeemable_v1_1', { mobile: '1', points: 'ten' }, { argument: 'points' }],
    [
      'digits with separators',
      'transaction_add',
      { body: { billAmount: '1,000.00' } },
      { argument: 'body.billAmount' },
    ],
    ['a body without its wrapper', 'customer_add_v1_1', { body: { customer: [] } }, { argument: 'body.root' }],
  ])('is still refused: %s', (_, tool, args, problem) => {
    expect(problemsOf(tool, args)).toContainEqual(expect.objectContaining(problem));
  });
});

function problemsOf(tool: string, args: Args): ArgumentProblem[] {
  try {
    checkArguments(definitionOf(tool), args);
    return [];
  } catch (error) {
    if (!(error instanceof CapillaryError)) throw error;
    return (error.details as { arguments: ArgumentProblem[] }).arguments;
  }
}
