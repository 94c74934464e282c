import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CapillaryError } from '../../src/client/errors.js';
import { buildRequest } from '../../src/client/request.js';
import { definitions } from '../../src/tools/catalogue.js';
import { integer, keyValues, list, object, text } from '../../src/tools/schemas/values.js';
import { endpoint } from './support.js';

const reading = endpoint('GET', 'v2/customers/{customerId}/coupons/{code}', {
  path: () => ({ customerId: integer(), code: text() }),
  query: () => ({ ids: list(integer()).optional(), q: text().optional(), active: text().optional() }),
  headers: () => ({ language: text().optional() }),
});
const writing = endpoint('POST', 'v2/things', { body: () => object({}) });
const uploading = endpoint('POST', 'v2/things/file', { body: () => keyValues(), multipart: true });

const HOSTILE = ['', '.', '..', '/', 'a/b', '..\\x', 'a\\b', 'a\nb', 'a\u0000b', '\u007f', '../../admin'];

describe('the path', () => {
  it('holds each argument in its own segment, percent-encoded', () => {
    const { path } = buildRequest(reading, { customerId: 7, code: 'Ä b?c#d%2F&e' });
    expect(path).toBe('/v2/customers/7/coupons/%C3%84%20b%3Fc%23d%252F%26e');
  });

  it.each(HOSTILE)('refuses %j, naming the argument', (code) => {
    const error = refusal(() => buildRequest(reading, { customerId: 7, code }));
    expect(error).toMatchObject({ kind: 'invalid_arguments', details: { arguments: [{ argument: 'code' }] } });
  });

  it('keeps its shape and host whatever the argument', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (code) => {
        try {
          const { path, query } = buildRequest(reading, { customerId: 7, code, q: code });
          const url = new URL(`https://api.example.com${path}${query}`);
          expect(url.host).toBe('api.example.com');
          expect(url.hash).toBe('');
          const segments = url.pathname.split('/');
          expect(segments.slice(0, 5)).toEqual(['', 'v2', 'customers', '7', 'coupons']);
          expect(segments).toHaveLength(6);
          expect(decodeURIComponent(segments[5] ?? '')).toBe(code);
          expect([...url.searchParams]).toEqual([['q', code]]);
        } catch (error) {
          if (!(error instanceof CapillaryError)) throw error;
          expect(error.kind).toBe('invalid_arguments');
        }
      }),
      { numRuns: 500 },
    );
  });

  it('refuses hostile values in every path parameter of every tool', () => {
    for (const definition of definitions) {
      const names = [...definition.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
      for (const name of names) {
        const others = Object.fromEntries(names.map((each) => [each, '1']));
        for (const value of HOSTILE) {
          const error = refusal(() => buildRequest(definition, { ...others, [name]: value }));
          expect(error?.details, `${definition.tool} ${name}=${JSON.stringify(value)}`).toMatchObject({
            arguments: [{ argument: name }],
          });
        }
        const { path } = buildRequest(definition, { ...others, [name]: '%2e%2e' });
        expect(path.split('/')).toHaveLength(definition.path.split('/').length + 1);
        expect(path).toContain('%252e%252e');
      }
    }
  });
});

describe('the query', () => {
  it('has the documented parameters only, lists joined by commas', () => {
    const { query } = buildRequest(reading, { customerId: 7, code: 'x', ids: [1, 2], q: 'a&b=c', other: 'no' });
    expect(query).toBe('?ids=1%2C2&q=a%26b%3Dc');
  });
});

describe('headers', () => {
  it('carry documented header arguments', () => {
    expect(buildRequest(reading, { customerId: 7, code: 'x', language: 'id' }).headers).toEqual({ language: 'id' });
  });

  it('refuse line breaks, control characters and letters that no header can hold, in every tool', () => {
    for (const definition of definitions) {
      const path = Object.fromEntries([...definition.path.matchAll(/\{(\w+)\}/g)].map((match) => [match[1], '1']));
      for (const name of Object.keys(definition.headers())) {
        for (const value of ['a\r\nx-evil: 1', 'a\nb', 'a\u0000', '\u007f', 'नमस्ते']) {
          const error = refusal(() => buildRequest(definition, { ...path, [name]: value }));
          expect(error?.details, `${definition.tool} ${name}`).toMatchObject({ arguments: [{ argument: name }] });
        }
      }
    }
  });
});

describe('the body', () => {
  it('is the JSON given, nothing added, dropped or converted', () => {
    const body = { b: '12', a: 12, nested: { list: [null, true, 'x'], empty: {} } };
    const { body: sent, headers } = buildRequest(writing, { body });
    expect(sent).toBe(JSON.stringify(body));
    expect(headers).toEqual({ 'content-type': 'application/json' });
  });

  it('is multipart where the endpoint takes files, with each file as it was given', async () => {
    const { body, headers } = buildRequest(uploading, {
      body: {
        note: 'two files',
        file: [
          { filename: 'a.txt', contentType: 'text/plain', text: 'héllo' },
          { filename: 'b".bin\r\nx-evil: 1', base64: Buffer.from([0, 255, 10]).toString('base64') },
        ],
      },
    });
    const form = await new Response(Buffer.from(body ?? ''), { headers }).formData();
    expect(form.get('note')).toBe('two files');
    const files = form.getAll('file') as File[];
    expect(files.map(({ type }) => type)).toEqual(['text/plain', 'application/octet-stream']);
    expect(await files[0]?.text()).toBe('héllo');
    expect(new Uint8Array((await files[1]?.arrayBuffer()) ?? [])).toEqual(new Uint8Array([0, 255, 10]));
    expect(String(body)).not.toMatch(/^x-evil/m);
  });
});

function refusal(act: () => unknown): CapillaryError | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof CapillaryError) return error;
    throw error;
  }
}
