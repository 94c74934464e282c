/** What the recorder shows of a call, and what it hides. */
import { describe, expect, it } from 'vitest';
import { createRecorder } from '../../src/sandbox/http/recorder.js';

interface Sent {
  query?: string;
  headers?: Record<string, string>;
  body?: string;
}

function recorded({ query = '', headers = {}, body = '' }: Sent, secretArguments?: readonly string[]): Required<Sent> {
  const recorder = createRecorder();
  recorder.record(
    { at: '2026-05-03T06:30:00Z', method: 'POST', path: '/v2/x', query, headers, body, status: 200 },
    secretArguments,
  );
  const [request] = recorder.requests();
  if (!request) throw new Error('nothing was recorded');
  return request;
}

const XML = { 'content-type': 'application/xml' };
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

describe('a recorded call', () => {
  it.each([
    'authorization',
    'proxy-authorization',
    'x-api-key',
    'api-key',
    'cookie',
    'x-cap-api-oauth-token',
    'x-cap-api-auth-key',
    'x-cap-api-access-token',
    'x-client-secret',
  ])('has no header %s', (name) => {
    expect(recorded({ headers: { [name]: 'hunter2', accept: '*/*', 'x-cap-api-auth-org-id': '1' } }).headers).toEqual({
      accept: '*/*',
      'x-cap-api-auth-org-id': '1',
    });
  });

  it.each([
    ['user=a&password=hunter2&x=%2B1', 'user=a&password=(hidden)&x=%2B1'],
    ['p%61ssword=hunter2', 'p%61ssword=(hidden)'],
    ['PASSWD=hunter2=&b=1', 'PASSWD=(hidden)&b=1'],
    ['access_token=hunter2', 'access_token=(hidden)'],
    ['%E0%A4%A=1&token=hunter2', '%E0%A4%A=1&token=(hidden)'],
    ['otp=hunter2', 'otp=(hidden)'],
    ['q=password&campaign_token=c1', 'q=password&campaign_token=c1'],
  ])('hides the secrets of the query %s', (query, expected) => {
    expect(recorded({ query }).query).toBe(expected);
  });

  it.each([
    ['{"key":"k","secret":"hunter2"}', '{"key":"k","secret":"(hidden)"}'],
    ['{"users":[{"newPassword":{"a":"hunter2"}}]}', '{"users":[{"newPassword":"(hidden)"}]}'],
    ['{"p\\u0061ssword":"hunter2"}', '{"password":"(hidden)"}'],
    ['[{"name":"api_key","value":"hunter2"}]', '[{"name":"api_key","value":"(hidden)"}]'],
    ['{ "amount": 1.50, "note": "password" }', '{ "amount": 1.50, "note": "password" }'],
    ['{"password":"hunter2"', '(hidden)'],
    ['{"p\\u0061ssword":"hunter2"', '(hidden)'],
    [`{"password":"hunter2","more":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, '(hidden)'],
    ['{"amount":1.50', '{"amount":1.50'],
  ])('hides the secrets of the JSON body %.60s', (body, expected) => {
    expect(recorded({ body }).body).toBe(expected);
  });

  it.each([
    [FORM, 'a=1&pass_word=2&password=hunter2', 'a=1&pass_word=(hidden)&password=(hidden)'],
    [XML, '<root><user_password>hunter2</user_password></root>', '(hidden)'],
    [XML, '<root><otp>hunter2</otp></root>', '(hidden)'],
    [XML, '<root><amount>1</amount></root>', '<root><amount>1</amount></root>'],
    [{ 'content-type': 'multipart/form-data' }, '--x\r\nname="password"\r\n\r\nhunter2\r\n--x--', '(hidden)'],
  ])('hides the secrets of a body with %o', (headers, body, expected) => {
    expect(recorded({ headers, body }).body).toBe(expected);
  });

  it('hides a secret in a body that is cut off', () => {
    const body = `{"password":"hunter2","text":"${'x'.repeat(2_000_000)}"}`;
    expect(recorded({ body }).body).toBe('(hidden)');
  });

  it('hides the arguments that the endpoint calls secrets', () => {
    const names = ['code', 'validation_code'];
    const sent = {
      query: 'validation_code=hunter2&x=1',
      headers: { 'validation-code': 'hunter2', accept: '*/*' },
      body: '{"code":"hunter2","points":1}',
    };
    expect(recorded(sent, names)).toMatchObject({
      query: 'validation_code=(hidden)&x=1',
      headers: { accept: '*/*' },
      body: '{"code":"(hidden)","points":1}',
    });
    expect(
      recorded({ headers: XML, body: '<root><validation_code>hunter2</validation_code></root>' }, names).body,
    ).toBe('(hidden)');
    expect(recorded(sent)).toMatchObject(sent);
  });
});
