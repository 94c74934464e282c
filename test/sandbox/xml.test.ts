import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { definitions } from '../../src/tools/catalogue.js';
import { basic, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(definitions);
const MOBILE = '919800000001';

async function ask(path: string, options: { headers?: Record<string, string>; body?: string } = {}) {
  const { username, password } = sandbox.credentials;
  const response = await fetch(`${sandbox.url}${path}`, {
    ...(options.body !== undefined && { method: 'POST', body: options.body }),
    headers: { authorization: basic(username, password), ...options.headers },
  });
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  if (type.includes('xml')) expect(XMLValidator.validate(text)).toBe(true);
  return {
    status: response.status,
    type,
    body: type.includes('xml')
      ? new XMLParser({ ignoreDeclaration: true, parseTagValue: false }).parse(text)
      : JSON.parse(text),
  };
}

const firstName = (body: unknown): unknown => valueAt(body, 'response.customers.customer.firstname');

it('refuses a body that is nested too deeply, as one that cannot be read', async () => {
  const body = `${'<a>'.repeat(200)}${'</a>'.repeat(200)}`;
  const answer = await ask('/v1.1/customer/add', { headers: { 'content-type': 'application/xml' }, body });
  expect(answer.status).toBe(400);
  expect(JSON.stringify(answer.body)).not.toContain('The sandbox failed');
});

describe('v1.1 answers XML', () => {
  it.each([
    ['by format=xml', `/v1.1/customer/get?mobile=${MOBILE}&format=xml`, {}],
    ['by a path that ends in .xml', `/v1.1/customer/get.xml?mobile=${MOBILE}`, {}],
    ['by Accept', `/v1.1/customer/get?mobile=${MOBILE}`, { accept: 'application/xml' }],
  ])('%s', async (_, path, headers) => {
    const { status, type, body } = await ask(path, { headers });
    expect([status, type]).toEqual([200, 'application/xml; charset=utf-8']);
    expect(firstName(body)).toBe('Asha');
    expect(valueAt(body, 'response.status.success')).toBe('true');
  });

  it('with failures told in it, of rows and of the call as a whole', async () => {
    const { body } = await ask('/v1.1/customer/get?mobile=919999999999&format=xml');
    expect(valueAt(body, 'response.customers.customer.item_status.code')).toBe('1012');
    const { status, type, body: none } = await ask('/v1.1/customer/none?format=xml');
    expect([status, type]).toEqual([404, 'application/xml; charset=utf-8']);
    expect(valueAt(none, 'response.status.success')).toBe('false');
    const { type: inV1 } = await ask(`/v1/points/isredeemable.xml?points=10&mobile=${MOBILE}`);
    expect(inV1).toBe('application/xml; charset=utf-8');
  });

  it.each([
    [
      'a browser’s Accept',
      `/v1.1/customer/get?mobile=${MOBILE}`,
      { accept: 'text/html,application/xml;q=0.9,*/*;q=0.8' },
    ],
    ['format=json beside Accept', `/v1.1/customer/get?mobile=${MOBILE}&format=json`, { accept: 'application/xml' }],
    ['v2', `/v2/customers/lookup?source=INSTORE&identifierName=mobile&identifierValue=${MOBILE}&format=xml`, {}],
  ])('but not for %s', async (_, path, headers) => {
    expect((await ask(path, { headers })).type).toMatch('application/json');
  });
});

describe('v1.1 takes XML', () => {
  const xml = { 'content-type': 'application/xml' };

  it('as the JSON that it stands for', async () => {
    const body = `<?xml version="1.0"?><root><customer><mobile>919700000123</mobile><firstname>Anu &amp; Co</firstname>
      </customer><customer><mobile>919700000124</mobile><firstname>Bina</firstname></customer></root>`;
    const added = await ask('/v1.1/customer/add', { headers: xml, body });
    expect(valueAt(added.body, 'response.status.success')).toBe('true');
    expect(firstName((await ask('/v1.1/customer/get?mobile=919700000123&format=xml')).body)).toBe('Anu & Co');
    expect(firstName((await ask('/v1.1/customer/get?mobile=919700000124&format=xml')).body)).toBe('Bina');
  });

  it('if it is well-formed', async () => {
    const { status } = await ask('/v1.1/customer/add', { headers: xml, body: '<root><customer></root>' });
    expect(status).toBe(400);
  });

  it('and v2 does not', async () => {
    const { status } = await ask('/v2/customers?source=INSTORE', { headers: xml, body: '<root/>' });
    expect(status).toBe(415);
  });
});
