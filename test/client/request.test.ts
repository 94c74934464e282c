import fc from 'fast-check';
import { LosslessNumber } from 'lossless-json';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CapillaryError } from '../../src/client/errors.js';
import { buildRequest, MAX_BODY_BYTES } from '../../src/client/request.js';
import { parseJson } from '../../src/lib/json.js';
import { definitions } from '../../src/tools/catalogue.js';
import type { Definition } from '../../src/tools/define.js';
import { anyCharacter } from '../any-character.js';
import { addCustomer, define, defineInTouch } from './definitions.js';

async function refusal(definition: Definition, args: Record<string, unknown>): Promise<CapillaryError> {
  try {
    await buildRequest(definition, args);
  } catch (thrown) {
    if (thrown instanceof CapillaryError) return thrown;
    throw thrown;
  }
  throw new Error('expected a refusal');
}

const nested = define('get', 'v3/targetGroups/{groupId}/targets/{targetId}', {
  path: () => ({ groupId: z.string(), targetId: z.string() }),
});

describe('the path', () => {
  it('has each argument in its own segment, percent-encoded', async () => {
    expect((await buildRequest(nested, { groupId: 'spring sale', targetId: "ü&?#%'()*!" })).path).toBe(
      '/v3/targetGroups/spring%20sale/targets/%C3%BC%26%3F%23%25%27%28%29%2A%21',
    );
  });

  it('accepts numbers, booleans and integers beyond 2^53', async () => {
    expect((await buildRequest(nested, { groupId: 12, targetId: new LosslessNumber('9007199254740993') })).path).toBe(
      '/v3/targetGroups/12/targets/9007199254740993',
    );
    expect((await buildRequest(nested, { groupId: true, targetId: 'a' })).path).toBe('/v3/targetGroups/true/targets/a');
  });

  it('fills a placeholder next to other text in its segment', async () => {
    const definition = define('get', 'v2/files/{name}.json', { path: () => ({ name: z.string() }) });
    expect((await buildRequest(definition, { name: 'a b' })).path).toBe('/v2/files/a%20b.json');
  });

  it('encodes a value that looks percent-encoded once more', async () => {
    expect((await buildRequest(nested, { groupId: '%2e%2e', targetId: '%2F' })).path).toBe(
      '/v3/targetGroups/%252e%252e/targets/%252F',
    );
  });

  it.each(['', '.', '..', 'a/b', '/', '\\', 'a\\b', '../x', 'a\nb', 'a\r', '\u0000', '\u007f', '\u0085', '\ud800'])(
    'refuses %j and names the argument',
    async (value) => {
      for (const argument of ['groupId', 'targetId']) {
        const error = await refusal(nested, { groupId: 'a', targetId: 'b', [argument]: value });
        expect(error.kind).toBe('invalid_arguments');
        expect(error.message).toContain(argument);
        expect(error.details).toEqual({ arguments: [{ argument, problem: expect.any(String) }] });
      }
    },
  );

  it.each([undefined, null, {}, [], ['a'], Number.NaN])('refuses %j as a value', async (value) => {
    const error = await refusal(nested, { groupId: 'a', targetId: value });
    expect(error.message).toContain('targetId');
    if (value === undefined || value === null)
      expect(JSON.stringify(error)).toContain('required, as it is part of the path');
  });

  it('keeps the host and the segments of its template for any arguments', async () => {
    const hostile = fc.oneof(
      fc.string({ unit: anyCharacter }),
      fc.string(),
      fc.constantFrom('.', '..', '%2e', '..%2f', '//evil.example', '@evil.example', '?x=1', '#', 'a/../b', ';a=b'),
    );
    await fc.assert(
      fc.asyncProperty(hostile, hostile, hostile, async (groupId, targetId, q) => {
        const definition = { ...nested, query: () => ({ q: z.string() }) };
        let built: Awaited<ReturnType<typeof buildRequest>>;
        try {
          built = await buildRequest(definition, { groupId, targetId, q });
        } catch (thrown) {
          return thrown instanceof CapillaryError && thrown.kind === 'invalid_arguments';
        }
        const url = new URL(`https://api.example/base${built.path}${built.query}`);
        const segments = url.pathname.split('/').slice(2);
        expect(url.origin).toBe('https://api.example');
        expect(url.hash).toBe('');
        expect(segments.map((segment) => decodeURIComponent(segment))).toEqual([
          'v3',
          'targetGroups',
          groupId,
          'targets',
          targetId,
        ]);
        expect([...url.searchParams]).toEqual([['q', q]]);
        return true;
      }),
      { numRuns: 200 },
    );
  });

  it('keeps its structure for every path parameter in the catalogue', async () => {
    const withPath = definitions.filter(({ path }) => path.includes('{'));
    expect(withPath.length).toBeGreaterThan(0);
    for (const definition of withPath) {
      const names = [...definition.path.matchAll(/\{(.+?)\}/g)].map(([, name = '']) => name);
      const args = Object.fromEntries(names.map((name) => [name, 'a b']));
      expect((await buildRequest(definition, args)).path.split('/')).toHaveLength(
        definition.path.split('/').length + 1,
      );
      for (const name of names) {
        expect((await refusal(definition, { ...args, [name]: '../x' })).message).toContain(name);
      }
    }
  });
});

describe('the query', () => {
  const search = define('get', 'v2/customers/search', {
    query: () => ({ q: z.string(), ids: z.array(z.string()), limit: z.number(), active: z.boolean() }),
  });

  it('has the documented names, percent-encoded values, and lists joined by commas', async () => {
    const { query } = await buildRequest(search, { ids: ['a', 'b&c'], q: 'x y=1&z#', limit: 10, active: false });
    expect(query).toBe('?q=x%20y%3D1%26z%23&ids=a,b%26c&limit=10&active=false');
  });

  it('is empty without arguments', async () => {
    expect((await buildRequest(search, {})).query).toBe('');
  });

  it.each([{}, [{}], [null]])('refuses %j as a value', async (value) => {
    expect((await refusal(search, { q: value })).details).toMatchObject({
      arguments: [{ argument: 'q', problem: expect.stringContaining('expected text') }],
    });
  });

  it('lacks an argument that is null', async () => {
    expect((await buildRequest(search, { q: null, limit: 10 })).query).toBe('?limit=10');
  });

  it('has arguments that the endpoint does not document, encoded like all others', async () => {
    expect((await buildRequest(search, { q: 'x', 'a b': ['1&2', 3] })).query).toBe('?q=x&a%20b=1%262,3');
  });

  it('refuses a body that the endpoint does not have', async () => {
    expect((await refusal(search, { body: {} })).details).toMatchObject({
      arguments: [{ argument: 'body', problem: expect.stringContaining('unknown argument') }],
    });
  });

  it('requests XML if the caller does', async () => {
    const definition = defineInTouch('get', 'customer/get', { query: () => ({ format: z.string() }) });
    expect((await buildRequest(definition, { format: 'json' })).query).toBe('?format=json');
    expect((await buildRequest(definition, { format: 'xml' })).query).toBe('?format=xml');
  });
});

describe('headers', () => {
  const withHeaders = define('get', 'v2/users', { headers: () => ({ language: z.string(), 'X-CAP-ID': z.string() }) });

  it('have the values of their arguments', async () => {
    expect((await buildRequest(withHeaders, { language: 'Zoë', 'X-CAP-ID': 7 })).headers).toEqual({
      language: 'Zoë',
      'X-CAP-ID': '7',
    });
  });

  it('may be named in any letter case', async () => {
    const { headers, query } = await buildRequest(withHeaders, { LANGUAGE: 'hi', 'x-cap-id': 'a' });
    expect(headers).toEqual({ language: 'hi', 'X-CAP-ID': 'a' });
    expect(query).toBe('');
  });

  it.each(['a\r\nX-Evil: 1', 'a\nb', 'a\rb', '\u0000', 'tab\t', '\u007f', '中文', '\u{1f600}'])(
    'refuse %j and name the argument',
    async (value) => {
      for (const argument of ['language', 'X-CAP-ID']) {
        const error = await refusal(withHeaders, { [argument]: value });
        expect(error.kind).toBe('invalid_arguments');
        expect(error.message).toContain(argument);
      }
    },
  );
});

describe('a JSON body', () => {
  it('is sent unchanged', async () => {
    const body = parseJson('{"b":"12","a":[1,true,"true",null,9007199254740993],"é":{"empty":""}}');
    const request = await buildRequest(addCustomer, { body });
    expect(request.body).toBe('{"b":"12","a":[1,true,"true",null,9007199254740993],"é":{"empty":""}}');
    expect(request.headers).toEqual({ 'content-type': 'application/json' });
  });

  it('is absent if the call has none', async () => {
    expect(await buildRequest(addCustomer, {})).toMatchObject({ body: null, headers: {} });
  });

  it('may be at most 50 MB', async () => {
    const error = await refusal(addCustomer, { body: 'x'.repeat(MAX_BODY_BYTES) });
    expect(JSON.stringify(error.details)).toContain('50 MB');
    expect(error.outcome).toBe('not_sent');
  });
});

describe('a multipart body', () => {
  const upload = define('post', 'v2/customers/setImage', {
    body: () => z.looseObject({}),
    multipart: true,
    effect: 'create',
  });

  async function parts(body: Record<string, unknown>): Promise<FormData> {
    const request = await buildRequest(upload, { body });
    const response = new Response(request.body, { headers: request.headers });
    return response.formData();
  }

  it('contains files and text fields', async () => {
    const form = await parts({
      file: { filename: 'codes.csv', contentType: 'text/csv', text: 'a,b\nü,2' },
      customerIdentifier: 'MOBILE',
      count: 3,
      uploadHeaders: { a: [1] },
    });
    expect(form.get('customerIdentifier')).toBe('MOBILE');
    expect(form.get('count')).toBe('3');
    expect(form.get('uploadHeaders')).toBe('{"a":[1]}');
    const file = form.get('file');
    if (!(file instanceof File)) throw new Error('no file');
    expect([file.name, file.type, await file.text()]).toEqual(['codes.csv', 'text/csv', 'a,b\nü,2']);
  });

  it('contains several files under one name, decoded from base64', async () => {
    const bytes = Buffer.from([0, 255, 13, 10, 45, 45]);
    const picture = (filename: string) => ({ filename, base64: bytes.toString('base64') });
    const files = (await parts({ file: [picture('a.png'), picture('b.png')] })).getAll('file');
    const contents = await Promise.all(files.map((file) => (file instanceof File ? file.arrayBuffer() : undefined)));
    expect(files.map((file) => file instanceof File && file.name)).toEqual(['a.png', 'b.png']);
    expect(contents.map((content) => content && Buffer.from(content))).toEqual([bytes, bytes]);
  });

  it('has the given media types, and defaults for text and bytes', async () => {
    const form = await parts({
      csv: { filename: 'a', text: 'x', contentType: 'text/csv; charset=UTF-8' },
      text: { filename: 'a', text: 'x' },
      bytes: { filename: 'a', base64: 'eA==' },
    });
    const types = [...form.values()].map((file) => file instanceof File && file.type);
    expect(types).toEqual(['text/csv;charset=utf-8', 'text/plain; charset=utf-8', 'application/octet-stream']);
  });

  it('does not let a name break out of its header', async () => {
    const evil = 'a"\r\nContent-Type: text/html\r\n\r\n<script>\u0000';
    const request = await buildRequest(upload, { body: { [evil]: { filename: evil, text: 'x' } } });
    const head = String(request.body).split('\r\n\r\n')[0]?.split('\r\n') ?? [];
    expect(head).toHaveLength(3);
    expect(head[1]).toMatch(/^Content-Disposition: form-data; name="[^"]*"; filename="[^"]*"$/);
    expect([...(await parts({ file: { filename: evil, text: 'x' } })).keys()]).toEqual(['file']);
  });

  it.each([
    [{ filename: 'a' }, 'body.file'],
    [{ filename: 'a', text: 'x', base64: 'eA==' }, 'body.file'],
    [{ filename: 'a', base64: '<>' }, 'body.file.base64'],
    [{ filename: 'a', text: 'x', contentType: 'text/html\r\nX: 1' }, 'body.file.contentType'],
    [{ filename: 'a', text: 'x', contentType: 'csv' }, 'body.file.contentType'],
  ])('refuses %j', async (file, argument) => {
    expect((await refusal(upload, { body: { file } })).details).toMatchObject({ arguments: [{ argument }] });
  });

  it('must be an object', async () => {
    expect((await refusal(upload, { body: 'text' })).details).toMatchObject({
      arguments: [{ argument: 'body', problem: expect.stringContaining('expected an object') }],
    });
  });
});
